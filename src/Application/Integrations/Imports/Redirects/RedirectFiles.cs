using System.Text;
using System.Text.RegularExpressions;

namespace AiWebBuilder.Application.Integrations.Imports.Redirects;

/// <param name="Csv"><c>from,to,status</c> (RFC 4180).</param>
/// <param name="Nginx">A <c>map</c> for the <c>http</c> block; a comment in it says what goes into the <c>server</c> block.</param>
/// <param name="Apache">For <c>.htaccess</c> or a virtual host, with mod_rewrite.</param>
/// <param name="WordPress">A CSV that the plug-in Redirection imports: <c>source,target,regex,http code</c>.</param>
public sealed record RedirectFiles(string Csv, string Nginx, string Apache, string WordPress)
{
    // What addresses may hold once they are escaped (RFC 3986) is harmless between quotation marks, but for these.
    private static string InNginx(string address) =>
        address.Replace("$", "%24", StringComparison.Ordinal).Replace("\"", "%22", StringComparison.Ordinal);

    // mod_rewrite takes % and $ in a target for references: a backslash before them makes them plain.
    private static string InApache(string address) =>
        address
            .Replace("\"", "%22", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("$", "\\$", StringComparison.Ordinal);

    public static RedirectFiles Of(IReadOnlyList<ImportRedirect> redirects)
    {
        StringBuilder csv = new("from,to,status\r\n"),
            nginx =
                new(
                    "# In the http block; in the server block: if ($new_address) { return 301 $new_address; }\nmap $request_uri $new_address {\n"
                ),
            apache = new("RewriteEngine On\n"),
            wordPress = new("source,target,regex,http code\r\n");
        foreach (var (from, to, _) in redirects)
        {
            csv.Append(Cell(from)).Append(',').Append(Cell(to)).Append(",301\r\n");
            wordPress.Append(Cell(from)).Append(',').Append(Cell(to)).Append(",0,301\r\n");
            nginx.Append("    \"").Append(InNginx(from)).Append("\" \"").Append(InNginx(to)).Append("\";\n");
            // The server compares what is decoded.
            var question = from.IndexOf('?', StringComparison.Ordinal);
            var path = Uri.UnescapeDataString(question < 0 ? from : from[..question]);
            apache
                .Append("RewriteCond %{REQUEST_URI} \"^")
                .Append(Regex.Escape(path).Replace("\"", "\\x22", StringComparison.Ordinal))
                .Append("$\"\nRewriteCond %{QUERY_STRING} \"^")
                .Append(question < 0 ? "" : Regex.Escape(from[(question + 1)..]))
                .Append("$\"\nRewriteRule ^ \"")
                .Append(InApache(to))
                .Append("\" [R=301,L,NE,QSD]\n");
        }
        nginx.Append("}\n");
        return new RedirectFiles(csv.ToString(), nginx.ToString(), apache.ToString(), wordPress.ToString());
    }

    private static string Cell(string text) =>
        text.AsSpan().IndexOfAny("\",\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
