"""`footnote eval` and what belongs to it: what can be typed, and its JSON."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from ui.commands.options import JsonOption, LibraryOption
from ui.commands.question_sets import check, suggest

if TYPE_CHECKING:
    from evals.compare.comparison import Comparison
    from evals.report.measured import Measured
    from evals.runs.given import Prepared
    from evals.runs.record import Evaluation
    from qa.language_model import LanguageModel

RUN = "run"
SEED = 7


class Evaluate(TyperGroup):
    """What is no command of its own is question sets to run."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or args[0] not in self.commands:
            args = [RUN, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=Evaluate, help="Measure answers on questions whose answers are known.")
app.command("check")(check)
app.command("suggest")(suggest)


def known_tolerances(given: list[str] | None) -> list[str] | None:
    """Refuse a figure that there is none of, and what is no number."""
    if given:
        from evals.compare.tolerances import tolerances

        try:
            tolerances(given)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error
    return given


@app.command(RUN)
def run(
    questions: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Question sets, or public collections that bring their texts along; the shipped "
            "set where none is given."
        ),
    ] = None,
    texts: Annotated[
        list[Path] | None,
        typer.Option(
            "--texts",
            metavar="FOLDER",
            help="Ask of these texts and no others, for this once; with --library to keep what "
            "was made of them. May be given more than once.",
            exists=True,
        ),
    ] = None,
    split: Annotated[
        Literal["dev", "test"] | None,
        typer.Option("--split", help="Ask the questions of this half only."),
    ] = None,
    most: Annotated[
        int | None,
        typer.Option("--most", metavar="N", min=1, help="Ask so many at most, drawn by the seed."),
    ] = None,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", help="What chance begins with.")
    ] = SEED,
    judge: Annotated[
        str | None,
        typer.Option(
            "--judge",
            metavar="MODEL",
            help="Have a language model (provider:name) grade the answers, as one more column.",
        ),
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option("--save", metavar="RUN.json", help="Keep the run, with every answer."),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="FILE.html", help="Write a page with every question."),
    ] = None,
    junit: Annotated[
        Path | None,
        typer.Option("--junit", metavar="FILE.xml", help="Write the result for a build server."),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(
            "--baseline",
            metavar="RUN.json",
            help="Compare with an earlier run, and fail where a figure fell too far.",
        ),
    ] = None,
    tolerance: Annotated[
        list[str] | None,
        typer.Option(
            "--tolerance",
            metavar="NAME=VALUE",
            help="How far a figure may fall; may be given more than once.",
            callback=known_tolerances,
        ),
    ] = None,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Measure retrieval, answers, citations and refusals on questions with gold answers, beside
    what Footnote is compared with.
    """
    from evals.report.files import ready
    from evals.report.measured import measured
    from evals.report.saved import load
    from evals.report.saved import save as save_run
    from evals.runs.given import prepared
    from ui.cli import settings_with
    from ui.commands.progress import progress_bar

    if tolerance and not baseline:
        raise typer.BadParameter("--tolerance says how far from a --baseline: give both")
    # What is wrong with the files is said before hundreds of questions are asked.
    earlier = load(baseline) if baseline else None
    for file in (save, report, junit):
        if file:
            ready(file)
    settings, grader = settings_with(library), judging(library, judge)
    with ExitStack() as stack:
        with progress_bar() as told:
            keep = library is not None
            sets = prepared(settings, questions or (), texts or (), keep=keep, report=told)
            asked = stack.enter_context(sets)
        found = measure(asked, grader, seed=seed, split=split, most=most)
        measures = measured(found)
        compared = against(earlier, found, baseline, tolerance) if earlier and baseline else None
        if report:
            write_page(report, found, measures, compared, asked.settings.library)
    if save:
        save_run(found, measures, save)
    if junit:
        write_junit(junit, found, compared)
    tell(found, measures, compared, as_json=as_json)
    if compared and compared.breaches:
        raise typer.Exit(1)


def judging(library: Path | None, judge: str | None) -> "LanguageModel | None":
    """The language model that grades. Raises BadSetting for one that nobody offers."""
    if judge is None:
        return None
    from corpus.settings import load_settings
    from qa.language_model import LanguageModel

    return LanguageModel(load_settings(library=library, model=judge))


def measure(
    asked: "Prepared", grader: "LanguageModel | None", split: str | None, **chosen: Any
) -> "Evaluation":
    """What came of asking, and graded where somebody grades."""
    from evals.runs.judging import judged
    from evals.runs.run import evaluate
    from evals.sets.question import Split
    from ui.commands.progress import judging_bar, question_bar

    half = Split(split) if split else None

    with question_bar() as progress:
        found = evaluate(asked.settings, asked.given, split=half, progress=progress, **chosen)
    if grader is None:
        return found
    with judging_bar() as progress:
        return judged(found, grader, progress)


def against(
    earlier: "Evaluation", found: "Evaluation", baseline: Path, given: list[str] | None
) -> "Comparison":
    from corpus.errors import BadRun
    from evals.compare.comparison import compare
    from evals.compare.tolerances import tolerances

    compared = compare(earlier, found, tolerances(given or ()), baseline.name)
    if not compared.questions:
        raise BadRun(file=baseline, reason="none of these questions was asked in it")
    return compared


def write_page(
    file: Path,
    found: "Evaluation",
    measures: "Sequence[Measured]",
    compared: "Comparison | None",
    library: Path,
) -> None:
    from corpus.library import Library
    from evals.report.files import write
    from evals.report.page.page import report_page
    from evals.runs.run import texts_in

    with Library.open(library) as opened:
        write(file, report_page(found, measures, texts_in(opened), compared))


def write_junit(file: Path, found: "Evaluation", compared: "Comparison | None") -> None:
    from evals.report.files import write
    from evals.report.junit import junit

    write(file, junit(found, compared))


@app.command("keep")
def keep(
    run: Annotated[Path, typer.Argument(metavar="RUN.json", help="A run that --save wrote.")],
    baseline: Annotated[Path, typer.Argument(metavar="BASELINE.json", help="What to write.")],
) -> None:
    """Keep of a saved run what --baseline compares with: the scores, without the answers."""
    from evals.report.saved import keep as keep_run
    from evals.report.saved import load

    keep_run(load(run), baseline)


def tell(
    found: "Evaluation",
    measures: "Sequence[Measured]",
    compared: "Comparison | None",
    *,
    as_json: bool,
) -> None:
    from evals.report.saved import to_json
    from evals.report.tables import tables
    from ui.cli import say_json
    from ui.terminal.comparison import comparison_view
    from ui.terminal.listings import figures_view
    from ui.terminal.text import show

    if as_json:
        content = to_json(found, measures, records=False)
        say_json(content | ({"comparison": compared.to_json()} if compared else {}))
        return
    show(figures_view(list(tables(measures))))
    if compared:
        show(comparison_view(compared))
