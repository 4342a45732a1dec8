using System.Text;

namespace AiWebBuilder.IntegrationTests.Http;

/// <summary>
/// Bytes that no honest client sends. Where the server would take them for a request, <c>/health/live</c> would answer 200: that
/// address stands where it must not be reached.
/// </summary>
internal static class ProtocolAttacks
{
    private const string Good = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private const string Login =
        "POST /v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    private const string Live = "GET /health/live HTTP/1.1\r\n";
    private const string Me = "GET /v1/me HTTP/1.1\r\nHost: localhost\r\n";

    /// <summary>Each with its name; the smuggled request, where there is one, is the good one.</summary>
    public static IReadOnlyList<(string Name, byte[] Bytes)> All { get; } =
    [
        // Where a body ends.
        Text("CL and TE", $"{Login}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{Good}"),
        Text(
            "TE and CL, other order",
            $"{Login}Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\n{Good}"
        ),
        Text("two lengths", $"{Login}Content-Length: 0\r\nContent-Length: 49\r\n\r\n{Good}"),
        Text("two equal lengths", $"{Login}Content-Length: 2\r\nContent-Length: 2\r\n\r\n{{}}{{"),
        Text("a list of lengths", $"{Login}Content-Length: 2, 2\r\n\r\n{{}}{{"),
        Text("negative length", $"{Login}Content-Length: -1\r\n\r\n"),
        Text("signed length", $"{Login}Content-Length: +2\r\n\r\n{{}}{{"),
        Text("hexadecimal length", $"{Login}Content-Length: 0x2\r\n\r\n{{}}{{"),
        Text("length beyond all numbers", $"{Login}Content-Length: 99999999999999999999\r\n\r\n{{}}"),
        Text("empty length", $"{Login}Content-Length:\r\n\r\n{{}}"),
        Text("length in letters", $"{Login}Content-Length: two\r\n\r\n{{}}"),
        Text("unknown coding", $"{Login}Transfer-Encoding: klingon\r\n\r\n{{}}"),
        Text("chunked, then another coding", $"{Login}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n{Good}"),
        Text("chunked misspelt", $"{Login}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{Good}"),
        Text("two codings", $"{Login}Transfer-Encoding: identity\r\nTransfer-Encoding: klingon\r\n\r\n0\r\n\r\n"),
        Text(
            "TE before HTTP/1.1",
            "POST /v1/auth/login HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: klingon\r\n\r\n0\r\n\r\n"
        ),
        Text("chunk size in letters", $"{Login}Transfer-Encoding: chunked\r\n\r\nzz\r\n{{}}\r\n0\r\n\r\n"),
        Text("negative chunk", $"{Login}Transfer-Encoding: chunked\r\n\r\n-2\r\n{{}}\r\n0\r\n\r\n"),
        Text("chunk beyond all numbers", $"{Login}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{{}}\r\n"),
        Text("chunk larger than told", $"{Login}Transfer-Encoding: chunked\r\n\r\n1\r\n{{}}\r\n0\r\n\r\n"),
        Text("chunk without its end", $"{Login}Transfer-Encoding: chunked\r\n\r\n2\r\n{{}}0\r\n\r\n{Good}"),
        Text("empty chunk size", $"{Login}Transfer-Encoding: chunked\r\n\r\n\r\n{{}}\r\n0\r\n\r\n"),
        Text("chunk size with 0x", $"{Login}Transfer-Encoding: chunked\r\n\r\n0x2\r\n{{}}\r\n0\r\n\r\n"),
        Text("a body that never comes", $"{Login}Content-Length: 1000\r\n\r\n{{"),
        Text("chunks that never come", $"{Login}Transfer-Encoding: chunked\r\n\r\n5\r\n{{"),
        // Whom it is for.
        Text("no Host", $"{Live}\r\n"),
        Text("two Hosts", $"{Live}Host: localhost\r\nHost: evil.example\r\n\r\n"),
        Text("two equal Hosts", $"{Live}Host: localhost\r\nHost: localhost\r\n\r\n"),
        Text("Host with a blank", $"{Live}Host: local host\r\n\r\n"),
        Text("Host with a path", $"{Live}Host: localhost/v1\r\n\r\n"),
        Text("Host with a person", $"{Live}Host: me@localhost\r\n\r\n"),
        Text("Host with half an address", $"{Live}Host: [::1\r\n\r\n"),
        Text("Host with a port of letters", $"{Live}Host: localhost:http\r\n\r\n"),
        Text(
            "absolute form for another host",
            "GET http://evil.example/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
        ),
        Text("absolute form without a host", "GET http:///health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        Text("authority as target", "GET localhost:443 HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        Text("CONNECT", "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n"),
        Text("TRACE", "TRACE /health/live HTTP/1.1\r\nHost: localhost\r\nX-Secret: 1\r\n\r\n"),
        Text("asterisk", "GET * HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        // Headers.
        Text("folded header", $"{Live}Host: localhost\r\nX-A: 1\r\n 2\r\n\r\n"),
        Text("folded first header", $"{Live} Host: localhost\r\n\r\n"),
        Text("NUL in a value", $"{Live}Host: localhost\r\nX-A: a\0b\r\n\r\n"),
        Text("NUL in a name", $"{Live}Host: localhost\r\nX\0A: b\r\n\r\n"),
        Text("CR in a value", $"{Live}Host: localhost\r\nX-A: a\rb\r\n\r\n"),
        Text("blank before the colon", $"{Live}Host: localhost\r\nContent-Length : 0\r\n\r\n"),
        Text("blank in a name", $"{Live}Host: localhost\r\nX A: 1\r\n\r\n"),
        Text("no name", $"{Live}Host: localhost\r\n: 1\r\n\r\n"),
        Text("no colon", $"{Live}Host: localhost\r\nX-A\r\n\r\n"),
        Text("underscored length", $"{Me}Content_Length: 49\r\n\r\n"),
        Text("underscored coding", $"{Me}Transfer_Encoding: chunked\r\n\r\n"),
        Text(
            "pretended address",
            $"{Me}X-Forwarded-For: 127.0.0.1\r\nX-Real-IP: 127.0.0.1\r\nForwarded: for=127.0.0.1\r\n\r\n"
        ),
        Text("pretended path", $"{Me}X-Original-URL: /health/live\r\nX-Rewrite-URL: /health/live\r\n\r\n"),
        Text("pretended method", $"{Me}X-HTTP-Method-Override: OPTIONS\r\n\r\n"),
        Text("20 KB in one header", $"{Live}Host: localhost\r\nX-A: {new string('a', 20_000)}\r\n\r\n"),
        Text(
            "120 headers",
            $"{Live}Host: localhost\r\n{string.Concat(Enumerable.Range(0, 120).Select(n => $"X-{n}: 1\r\n"))}\r\n"
        ),
        Text("unmet expectation", $"{Login}Expect: the-moon\r\nContent-Length: 2\r\n\r\n{{}}"),
        Text("expectation without a body", $"{Login}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n"),
        // The first line.
        Text("9 KB line", $"GET /{new string('a', 9_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        Text("HTTP/0.9", "GET /health/live\r\n\r\n"),
        Text("HTTP/1.2", "GET /health/live HTTP/1.2\r\nHost: localhost\r\n\r\n"),
        Text("HTTP/3.0", "GET /health/live HTTP/3.0\r\nHost: localhost\r\n\r\n"),
        Text("no version", "GET /health/live HTTP/\r\nHost: localhost\r\n\r\n"),
        Text("lower-case version", "GET /health/live http/1.1\r\nHost: localhost\r\n\r\n"),
        Text("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0"),
        Text("two blanks", "GET  /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        Text("method with a brace", "G{T /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        Text("blank line only", "\r\n\r\n\r\nx\r\n\r\n"),
        Text("LF only", "GET /health/live HTTP/1.1\nHost: localhost\n\n"),
        Text("CR only", "GET /health/live HTTP/1.1\rHost: localhost\r\r"),
        Text("garbage after a request", "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n\u0001\u0002garbage\r\n\r\n"),
        ("TLS on a plain port", [0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0, 13, 10, 13, 10]),
        ("bytes beyond ASCII", [.. "GET /health/live"u8, 0xFF, 0xFE, .. " HTTP/1.1\r\nHost: localhost\r\n\r\n"u8]),
        (
            "header beyond UTF-8",
            [.. "GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-A: "u8, 0xC0, 0xAF, .. "\r\n\r\n"u8]
        ),
        // Paths.
        Text("%00", "GET /health/live%00 HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        Text("overlong dot", "GET /%c0%ae%c0%ae/etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        Text("parents of the root", "GET /../../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        Text("encoded parents", "GET /p/..%2f..%2fetc%2fpasswd HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        Text("twice encoded", "GET /p/%252e%252e%252fetc HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        Text("backslashes", "GET /p/..\\..\\etc HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        Text("half an escape", "GET /p/%e HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        Text("a parent out of what is open", "GET /health/../v1/me HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        Text("a guarded path with dots", "GET /v1/./me HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        Text("a guarded path with a semicolon", "GET /v1/me;/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        Text("a guarded path with a slash more", "GET //v1/me HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        .. from place in new[] { "/", "/v1/", "/preview/", "/p/", "/p/x/", "/openapi/", "/v1/me", "/e" }
        from code in new[] { "%2500", "%C0%80", "%u0000", "%EF%BF%BE" }
        select Text($"{code} below {place}", $"GET {place}{code} HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        Text("%2500 in a query", "GET /v1/me?x=%2500&%2500=1 HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        Text("overlong and surrogates in a query", "GET /v1/me?x=%C0%80%ED%A0%80 HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        // Charsets.
        .. from path in new[] { "/v1/auth/login", "/p/nothing/submissions", "/e", "/v1/billing/webhooks" }
        from type in new[] { "application/json", "application/x-www-form-urlencoded", "text/plain" }
        from charset in new[] { "utf-7", "\"utf-7\"", "klingon", "\"\"", "utf-8; charset=utf-7" }
        select Text(
            $"{type} in {charset} to {path}",
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}; charset={charset}\r\nContent-Length: 2\r\n\r\n{{}}"
        ),
        Text("a request line that never ends", "GET /health/live"),
        Text("headers that never end", $"{Live}Host: localhost\r\nX-A: 1\r\n"),
    ];

    private static (string, byte[]) Text(string name, string text) => (name, Encoding.Latin1.GetBytes(text));
}
