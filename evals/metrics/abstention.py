"""Whether it is right to answer and to refuse, and whether the confidence tells."""

from collections.abc import Sequence
from itertools import accumulate, groupby


def precision(predicted: Sequence[bool], true: Sequence[bool]) -> float | None:
    """The share of what is predicted that is true; `None` where nothing is predicted, and where
    nothing is true: no prediction could have been right then.
    """
    right = [was for foretold, was in zip(predicted, true, strict=True) if foretold]
    return sum(right) / len(right) if right and any(true) else None


def risk_coverage(confidences: Sequence[float], right: Sequence[bool]) -> list[tuple[float, float]]:
    """The curve of coverage against risk (El-Yaniv and Wiener 2010, “On the Foundations of
    Noise-free Selective Classification”, JMLR 11): answering only the most confident questions,
    the share of all that is answered, and the share of those that is wrong.

    A point for each number of questions answered. Among equal confidences the order is chance,
    so each of them adds the share of them that is wrong.
    """
    order = sorted(zip(confidences, right, strict=True), key=lambda pair: -pair[0])
    wrong: list[float] = []
    for _, group in groupby(order, key=lambda pair: pair[0]):
        failures = [not is_right for _, is_right in group]
        wrong += [sum(failures) / len(failures)] * len(failures)
    return [(n / len(order), sum_ / n) for n, sum_ in enumerate(accumulate(wrong), start=1)]


def area_under_risk(confidences: Sequence[float], right: Sequence[bool]) -> float | None:
    """AURC: the mean risk over all coverages (Geifman, Uziel and El-Yaniv 2019, “Bias-Reduced
    Uncertainty Estimation for Deep Neural Classifiers”, ICLR). The lower the better; with one
    confidence for all it is the share that is wrong.
    """
    points = risk_coverage(confidences, right)
    return sum(risk for _, risk in points) / len(points) if points else None


def calibration_error(
    confidences: Sequence[float], came_true: Sequence[bool], bins: int = 10
) -> float | None:
    """Expected calibration error (Naeini, Cooper and Hauskrecht 2015, “Obtaining Well Calibrated
    Probabilities Using Bayesian Binning”, AAAI): in bins of equal width, how far the mean
    confidence is from the share that came true, weighed by how many there are. 0 is best.
    """
    gaps = [0.0] * bins
    for confidence, is_true in zip(confidences, came_true, strict=True):
        gaps[min(bins - 1, int(confidence * bins))] += confidence - is_true
    return sum(map(abs, gaps)) / len(confidences) if confidences else None
