"""nginx and Apache as a commune's host runs them: on loopback, with the files that the build ships, and stopped after.

Nothing here is a service of the system: each server gets its own folder for settings, logs and scratch, and takes
ports that the system says are free. Both return from their start only when they listen, so nobody waits.
"""

from __future__ import annotations

import http.client
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import tools
from tests.site.portal import Portal

# What an intruder, an old CMS or a careless copy may leave on a host; no server may hand it out.
PLANTED = {
    "vo.php": "<?php echo 'hi';",
    "tin-tuc/VO.PHP": "<?php echo 'hi';",
    "media/anh.php7": "<?php echo 'hi';",
    "cua-sau.cgi": "#!/bin/sh\n",
    "la.xyz": "hi",
    ".env": "SECRET=1\n",
    ".git/config": "[core]\n",
    "tin-tuc/.an.html": "hidden\n",
}
ATTACHED = {
    "tep/don.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "tep/bieu-mau.zip": "application/zip",
}
CHALLENGE = ".well-known/acme-challenge/the"  # how a host proves the domain for its certificate
MODULES = ("mpm_event", "authz_core", "dir", "mime", "headers", "alias", "setenvif", "filter", "deflate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered; header names are in lower case, each with all its values."""

    status: int
    headers: Mapping[str, list[str]]
    body: bytes

    def header(self, name: str) -> str:
        """Return the one value of a header, or nothing."""
        values = self.headers.get(name.lower(), [])
        assert len(values) <= 1, f"{name} came {len(values)} times: {values}"
        return values[0] if values else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server: `origin` and the portal's home below it."""

    name: str
    port: int
    portal: Portal
    connection: http.client.HTTPConnection

    @property
    def home(self) -> str:
        """Return the address of the portal's home."""
        return f"http://127.0.0.1:{self.port}{self.portal.path}"

    def ask(self, path: str, **headers: str) -> Answer:
        """Ask for *path*, which is below the portal's home unless it begins with `/`."""
        target = path if path.startswith("/") else self.portal.path + path
        try:
            response = self._send(target, headers)
        except (
            http.client.RemoteDisconnected,
            ConnectionError,
        ):  # it was idle for long, and the server hung up
            self.connection.close()
            response = self._send(target, headers)
        found: dict[str, list[str]] = {}
        for name, value in response.getheaders():
            found.setdefault(name.lower(), []).append(value)
        return Answer(status=response.status, headers=found, body=response.read())

    def _send(self, target: str, headers: Mapping[str, str]) -> http.client.HTTPResponse:
        self.connection.request("GET", target, headers=headers)
        return self.connection.getresponse()


@contextmanager
def document_roots(portals: Mapping[str, Portal]) -> Iterator[dict[str, Path]]:
    """Copy the builds to where the servers' own user may read, plant what must not be served, and clean up."""
    with tempfile.TemporaryDirectory(prefix="cong-xa-") as name:
        base = Path(name)
        base.chmod(0o755)
        roots = {}
        for number, (path, portal) in enumerate(portals.items()):
            roots[path] = base / str(number)
            home = roots[path] / path.strip("/")
            shutil.copytree(portal.root, home)
            for planted, text in {**PLANTED, **ATTACHED, CHALLENGE: "proof\n"}.items():
                file = home / planted
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
        yield roots


@contextmanager
def nginx(portals: Mapping[str, Portal], roots: Mapping[str, Path]) -> Iterator[dict[str, Server]]:
    """Run nginx with the shipped settings included, as their first line says."""
    program = tools.nginx()
    with tempfile.TemporaryDirectory(prefix="cong-xa-nginx-") as name:
        folder = Path(name)
        ports = _free_ports(len(portals))
        blocks = "".join(
            f"server {{ listen 127.0.0.1:{port}; root {roots[path]};"
            f" include {roots[path] / path.strip('/') / 'cong-xa.nginx.conf'}; }}\n"
            for port, path in zip(ports, portals, strict=True)
        )
        scratch = " ".join(
            f"{one}_temp_path {folder / one};" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        config = folder / "nginx.conf"
        config.write_text(
            f"{f'user {_low_user()};' if os.geteuid() == 0 else ''} worker_processes 1; pid {folder}/pid;\n"
            f"error_log {folder}/error.log; events {{ worker_connections 256; }}\n"
            f"http {{ access_log off; {scratch}\n{blocks}}}\n",
            encoding="utf-8",
        )
        command = [program, "-p", str(folder), "-c", str(config), "-e", str(folder / "error.log")]
        _run([*command, "-t"])
        _run(command)
        try:
            with _servers("nginx", ports, portals) as found:
                yield found
        finally:
            _run([*command, "-s", "stop"])


@contextmanager
def apache(portals: Mapping[str, Portal], roots: Mapping[str, Path]) -> Iterator[dict[str, Server]]:
    """Run Apache with nothing but what a shared host has, and the shipped `.htaccess` obeyed."""
    program, modules = tools.apache(), tools.apache_modules()
    with tempfile.TemporaryDirectory(prefix="cong-xa-apache-") as name:
        folder = Path(name)
        ports = _free_ports(len(portals))
        loads = "".join(f"LoadModule {one}_module {modules}/mod_{one}.so\n" for one in MODULES)
        user = f"User {_low_user()}\nGroup #{pwd.getpwnam(_low_user()).pw_gid}\n" if os.geteuid() == 0 else ""
        hosts = "".join(
            f"Listen 127.0.0.1:{port}\n<VirtualHost 127.0.0.1:{port}>\nDocumentRoot {roots[path]}\n"
            f"<Directory {roots[path]}>\nAllowOverride All\nRequire all granted\n</Directory>\n</VirtualHost>\n"
            for port, path in zip(ports, portals, strict=True)
        )
        config = folder / "httpd.conf"
        config.write_text(
            f"ServerRoot {folder}\nServerName 127.0.0.1\nPidFile {folder}/pid\nErrorLog {folder}/error.log\n"
            f"{loads}{user}TypesConfig {folder}/mime.types\nStartServers 1\nThreadsPerChild 25\n{hosts}",
            encoding="utf-8",
        )
        (folder / "mime.types").write_text("text/html html htm\ntext/plain txt\n", encoding="utf-8")
        command = [program, "-f", str(config)]
        _run([*command, "-t"])
        _run([*command, "-k", "start"])
        try:
            with _servers("Apache", ports, portals) as found:
                yield found
        finally:
            _run([*command, "-k", "stop"])


@contextmanager
def _servers(name: str, ports: list[int], portals: Mapping[str, Portal]) -> Iterator[dict[str, Server]]:
    with ExitStack() as stack:
        found = {}
        for port, (path, portal) in zip(ports, portals.items(), strict=True):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            stack.callback(connection.close)
            found[path] = Server(name=name, port=port, portal=portal, connection=connection)
        yield found


def _free_ports(count: int) -> list[int]:
    """Return ports that are free now, all different."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


def _low_user() -> str:
    """Return a user without rights: a server started by root wants one."""
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("www-data", "apache", "nobody") if name in known)


def _run(command: list[str]) -> None:
    """Run a server's own command; a servant left running holds no pipe of ours."""
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, timeout=60, check=False
        )
        output.seek(0)
        assert done.returncode == 0, output.read().decode(errors="replace")
