import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.server.limits.admission import Admission
from pages.server.limits.rate import AddressLimits, ConnectionLimit
from pages.server.limits.redaction import ROOT, redact_server_folder
from pages.server.stream import Stream

RERUN = {"type": "websocket.receive", "bytes": BackMsg(rerun_script=ClientState()).SerializeToString()}


def run(make):
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(make())).result()


@pytest.mark.parametrize("error", [RuntimeError, OSError])
def test_a_line_that_broke_is_a_reader_who_has_left_and_no_error(error):
    async def talk():
        async def receive():
            return dict(RERUN)

        async def broken(_):
            raise error

        stream = Stream(receive, broken, run=ConnectionLimit(AddressLimits(Admission()), "").wait)
        assert (await stream.receive())["bytes"] == RERUN["bytes"]
        await stream.send({"type": "websocket.send", "bytes": bytes(ForwardMsg(script_finished=0).SerializeToString())})
        return await stream.receive()

    assert run(talk) == {"type": "websocket.disconnect", "code": 1006}


def test_no_message_tells_where_the_server_lies():
    message = ForwardMsg()
    message.new_session.main_script_path = str(ROOT / "app.py")
    message.new_session.name = "app"
    told = ForwardMsg.FromString(redact_server_folder(message.SerializeToString()))
    assert told.new_session.main_script_path == "app.py"
    assert told.new_session.name == "app"


def test_other_messages_stay_as_they_are():
    message = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY).SerializeToString()
    assert redact_server_folder(message) is message
