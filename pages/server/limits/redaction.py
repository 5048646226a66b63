"""What Streamlit tells a browser about this server that is nobody's business."""

from __future__ import annotations

from pathlib import Path

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ROOT = Path(__file__).parents[3]
FOLDER = str(ROOT).encode()


def redact_server_folder(content: bytes) -> bytes:
    """Take the folder of this server out of a message: at every run Streamlit tells where the script lies."""
    if FOLDER not in content:
        return content
    message = ForwardMsg.FromString(content)
    if not message.HasField("new_session"):
        return content
    path = Path(message.new_session.main_script_path)
    message.new_session.main_script_path = path.name
    written: bytes = message.SerializeToString()
    return written
