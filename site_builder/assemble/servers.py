"""Settings for the web servers that communes have: headers, redirects, the 404 page, nothing executable (T03).

Written for Apache and LiteSpeed (`.htaccess`), IIS (`web.config`), nginx (`cong-xa.nginx.conf`, to be included), and
hosts that read `_headers` and `_redirects`. The policy is the same everywhere; a test asks real servers for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit
from xml.sax.saxutils import quoteattr

from site_builder.model import TextFile

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": CSP,
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FOREVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=300"
LASTING = ("assets", "media", "tep")
TYPES: Mapping[str, str] = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "svg": "image/svg+xml",
    "avif": "image/avif",
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "ico": "image/x-icon",
    "pdf": "application/pdf",
    # what an attachment may be besides (`media.attach`)
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "rtf": "application/rtf",
    "zip": "application/zip",
    "rar": "application/vnd.rar",
    "jpeg": "image/jpeg",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "bmp": "image/bmp",
}
_UNKNOWN = f"(?i)\\.(?!({'|'.join(TYPES)})$)[^./]*$"  # a program that somebody dropped, or the start of a hidden name
_HIDDEN = "/\\.(?!well-known/)"  # a host proves its domain in .well-known


def server_files(base_url: str, moves: Mapping[str, str], *, noindex: bool) -> tuple[TextFile, ...]:
    """Return the settings for all kinds of server; *moves* are old addresses and where they lead."""
    root = urlsplit(base_url).path
    headers = dict(HEADERS) | ({"X-Robots-Tag": "noindex"} if noindex else {})
    if base_url.startswith("http:"):
        headers.pop("Strict-Transport-Security")
    return (
        TextFile(url="/.htaccess", text=_htaccess(root, headers, moves)),
        TextFile(url="/web.config", text=_web_config(root, headers, moves)),
        TextFile(url="/cong-xa.nginx.conf", text=_nginx(root, headers, moves)),
        TextFile(url="/_headers", text=_headers(root, headers)),
        TextFile(url="/_redirects", text=_redirects(root, moves)),
    )


def _htaccess(root: str, headers: Mapping[str, str], moves: Mapping[str, str]) -> str:
    types = "\n".join(f'  AddType "{mime}" .{ending}' for ending, mime in TYPES.items())
    lines = "\n".join(f'  Header always set {name} "{value}"' for name, value in headers.items())
    redirects = "\n".join(
        f'  RedirectMatch 301 "^{_regex(root + old[1:])}$" "{root}{new[1:]}"' for old, new in moves.items()
    )
    return f"""# Cổng Xã viết tệp này mỗi lần dựng; đừng sửa tay. Apache 2.4, LiteSpeed.
Options -Indexes
DirectoryIndex index.html
ErrorDocument 403 {root}404.html
ErrorDocument 404 {root}404.html
AddDefaultCharset utf-8
<IfModule mod_mime.c>
{types}
  RemoveHandler .php .phtml .phar .pl .py .cgi .asp .sh
</IfModule>
<FilesMatch "{_UNKNOWN}">
  Require all denied
</FilesMatch>
<FilesMatch "^(_headers|_redirects|web\\.config|cong-xa\\.nginx\\.conf)$">
  Require all denied
</FilesMatch>
<IfModule mod_headers.c>
{lines}
  Header set Cache-Control "{BRIEFLY}"
  SetEnvIf Request_URI "^{_regex(root)}({"|".join(LASTING)})/" CONG_XA_LASTING
  Header set Cache-Control "{FOREVER}" env=CONG_XA_LASTING
</IfModule>
<IfModule mod_deflate.c>
  AddOutputFilterByType DEFLATE text/html text/css text/javascript application/json application/xml image/svg+xml
</IfModule>
<IfModule mod_alias.c>
  RedirectMatch 404 "{_HIDDEN}"
{redirects}
</IfModule>
"""


def _nginx(root: str, headers: Mapping[str, str], moves: Mapping[str, str]) -> str:
    def lines(cache: str) -> str:
        own = {**headers, "Cache-Control": cache}
        return "\n".join(f'    add_header {name} "{value}" always;' for name, value in own.items())

    redirects = "\n".join(
        f'location = "{root}{old[1:]}" {{ return 301 "{root}{new[1:]}"; }}' for old, new in moves.items()
    )
    types = " ".join(f"{mime.partition(';')[0]} {ending};" for ending, mime in TYPES.items())
    return f"""# Cổng Xã viết tệp này mỗi lần dựng; đừng sửa tay. Dùng trong khối server: include …/cong-xa.nginx.conf;
charset utf-8;
charset_types text/css text/javascript application/javascript application/json application/xml text/xml text/plain text/csv application/rss+xml;
index index.html;
autoindex off;
error_page 403 404 {root}404.html;
default_type application/octet-stream;
{redirects}
location ~ "{_HIDDEN}|/(_headers|_redirects)$" {{ return 404; }}
location ~ "{_UNKNOWN}" {{ return 404; }}
location ~ "^{_regex(root)}({"|".join(LASTING)})/" {{
    types {{ {types} }}
{lines(FOREVER)}
}}
location {root} {{
    types {{ {types} }}
{lines(BRIEFLY)}
    try_files $uri $uri/ =404;
}}
"""


def _web_config(root: str, headers: Mapping[str, str], moves: Mapping[str, str]) -> str:
    own = "\n".join(
        f"        <add name={quoteattr(name)} value={quoteattr(value)} />" for name, value in headers.items()
    )
    types = "\n".join(
        f'      <remove fileExtension=".{ending}" />\n      <mimeMap fileExtension=".{ending}" mimeType={quoteattr(mime)} />'
        for ending, mime in TYPES.items()
    )
    rules = "\n".join(
        f"        <add wildcard={quoteattr('/' + old[1:])} destination={quoteattr(root + new[1:])} />"
        for old, new in moves.items()
    )
    denied = "\n".join(
        f'          <add fileExtension=".{ending}" allowed="false" />'
        for ending in ("php", "phtml", "phar", "asp", "aspx", "cgi", "pl", "py")
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!-- Cổng Xã viết tệp này mỗi lần dựng; đừng sửa tay. -->
<configuration>
  <system.webServer>
    <directoryBrowse enabled="false" />
    <defaultDocument>
      <files>
        <clear />
        <add value="index.html" />
      </files>
    </defaultDocument>
    <httpErrors errorMode="Custom" existingResponse="Replace">
      <remove statusCode="404" />
      <error statusCode="404" path={quoteattr(root + "404.html")} responseMode="ExecuteURL" />
    </httpErrors>
    <httpProtocol>
      <customHeaders>
{own}
      </customHeaders>
    </httpProtocol>
    <staticContent>
{types}
    </staticContent>
    <httpRedirect enabled="{"true" if moves else "false"}" exactDestination="true" httpResponseStatus="Permanent">
{rules}
    </httpRedirect>
    <security>
      <requestFiltering>
        <fileExtensions>
{denied}
        </fileExtensions>
        <hiddenSegments>
          <add segment=".htaccess" />
          <add segment=".git" />
          <add segment=".env" />
          <add segment="_headers" />
          <add segment="_redirects" />
          <add segment="cong-xa.nginx.conf" />
        </hiddenSegments>
      </requestFiltering>
    </security>
  </system.webServer>
</configuration>
"""


def _headers(root: str, headers: Mapping[str, str]) -> str:
    common = "".join(f"  {name}: {value}\n" for name, value in headers.items())
    lasting = "".join(f"{root}{folder}/*\n  Cache-Control: {FOREVER}\n" for folder in LASTING)
    return f"{root}*\n{common}{lasting}"


def _redirects(root: str, moves: Mapping[str, str]) -> str:
    return "".join(f"{root}{old[1:]} {root}{new[1:]} 301\n" for old, new in moves.items())


def _regex(path: str) -> str:
    return "".join("\\" + char if char in ".+*?()[]{}^$|" else char for char in path)
