"""Gradio's Blocks, made to remember of a window what it shows and no more.

Read in the source of Gradio 6.31 and measured: see docs/chat.md, “Memory”.
"""

from typing import Any, Final

import gradio as gr
from gradio.block_function import BlockFunction
from gradio.state_holder import SessionState

WINDOWS: Final = 2_000  # as many as Gradio's queue keeps messages for
EVENTS: Final = 1
NEVER: Final = 2**63


class Blocks(gr.Blocks):
    """Of more than WINDOWS windows the server forgets the one that was still for longest."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.state_session_capacity = WINDOWS

    def queue(self, *args: Any, **settings: Any) -> "Blocks":
        """Without statistics of events, which nobody looks at: Gradio keeps 10,000 of them, and
        makes a table of all after each.
        """
        super().queue(*args, **settings)
        self._queue.ANALYTICS_MAX_EVENTS = EVENTS
        self._queue.ANAYLTICS_CACHE_FREQUENCY = NEVER
        return self

    async def postprocess_data(
        self,
        block_fn: BlockFunction,
        predictions: list[Any] | dict[Any, Any],
        state: SessionState | None,
    ) -> list[Any]:
        """What the page is sent. `gr.update` and `gr.skip` put a new component into the window's
        state, with an id of its own, under which Gradio would then keep the next value as well,
        and so one copy more of the whole conversation for every answer.
        """
        sent: list[Any] = await super().postprocess_data(block_fn, predictions, state)
        if state:
            self.settle(state, block_fn)
        return sent

    def settle(self, window: SessionState, block_fn: BlockFunction) -> None:
        """Give new components the ids of those they stand for, and drop what another event of the
        same window kept under one of their own ids meanwhile.
        """
        components = window.blocks_config.blocks
        for block in block_fn.outputs:
            components[block._id]._id = block._id
        for stray in components.keys() - self.blocks.keys():
            del components[stray]
            window.config_values.pop(stray, None)
