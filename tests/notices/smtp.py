"""A mail server of a test's own (aiosmtpd): keeps what it is given in a folder, a file each, and behaves as the file `manner` there says.

    smtp.py FOLDER PORT [CERTIFICATE KEY USER PASSWORD]

With a certificate it speaks STARTTLS and takes mail from that user only. It prints its port.
"""

import asyncio
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

folder, port = pathlib.Path(sys.argv[1]), int(sys.argv[2])
secure = sys.argv[3:]


def manner():
    try:
        return (folder / "manner").read_text().strip()
    except FileNotFoundError:
        return "accept"


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if manner() == "unknown":
            return "550 5.1.1 no such mailbox"
        if manner() == "busy":
            return "451 4.7.1 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        count = len(list(folder.glob("*.eml")))
        text = b"X-To: " + ",".join(envelope.rcpt_tos).encode() + b"\r\n"
        text += b"X-User: " + str(session.auth_data or "").encode() + b"\r\n"
        text += b"X-TLS: " + str(session.ssl is not None).encode() + b"\r\n"
        (folder / "new").write_bytes(text + envelope.content)
        (folder / "new").rename(folder / f"{count:03}.eml")
        if manner() == "hang":
            await asyncio.sleep(600)
        if manner() == "drop":
            server.transport.abort()
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    user, password = data.login.decode(), data.password.decode()
    is_good = [user, password] == secure[2:4]
    return AuthResult(success=is_good, handled=is_good, auth_data=user if is_good else None)


def protocol():
    if not secure:
        return SMTP(Handler())
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(secure[0], secure[1])
    return SMTP(Handler(), tls_context=context, require_starttls=True, authenticator=authenticate, auth_required=True)


async def main():
    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", port)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
