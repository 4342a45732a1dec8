using System.Buffers;
using System.Globalization;
using System.Text;

namespace AiWebBuilder.Api.Http.Bodies;

/// <summary>Tables as spreadsheets read them (RFC 4180).</summary>
internal static class Csv
{
    public const string MediaType = "text/csv; charset=utf-8";

    /// <summary>
    /// What spreadsheets begin a formula with (OWASP, "CSV Injection"): also in the wide and small forms of East Asian keyboards, which
    /// they read as the plain ones, and behind the breaks that some of them skip.
    /// </summary>
    private static readonly SearchValues<char> FormulaStarts = SearchValues.Create("=+-@＝＋－＠﹦﹢﹣﹫\t\r\n");

    /// <summary>Writes the rows one by one, as they come, behind a byte-order mark: without one Excel takes UTF-8 for the local code page.</summary>
    public static async Task WriteAsync<T>(
        Stream body,
        IAsyncEnumerable<T> rows,
        IReadOnlyList<(string Name, Func<T, object?> Of)> columns,
        CancellationToken cancellationToken
    )
    {
        await using var writer = new StreamWriter(
            body,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            leaveOpen: true
        );
        await writer.WriteAsync(string.Join(',', columns.Select(column => column.Name)) + "\r\n");
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            await writer.WriteAsync(string.Join(',', columns.Select(column => Of(column.Of(row)))) + "\r\n");
        }
        await writer.FlushAsync(cancellationToken);
    }

    /// <summary>A cell that no spreadsheet takes for a formula: whoever chose the text may have meant one.</summary>
    public static string Cell(string text)
    {
        // Blanks and marks that nobody sees do not hide the start from every program.
        var start = text.AsSpan().TrimStart(" \u00A0\u200B\u2060\u3000\uFEFF");
        var guarded = start.Length > 0 && FormulaStarts.Contains(start[0]) ? $"'{text}" : text;
        return guarded.AsSpan().IndexOfAny("\",\r\n") >= 0
            ? $"\"{guarded.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : guarded;
    }

    private static string Of(object? value) =>
        value switch
        {
            null => "",
            string text => Cell(text),
            bool flag => flag ? "true" : "false",
            // Never an exponent, which spreadsheets would round.
            decimal number => number.ToString("0.#########", CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTimeOffset at => at.UtcDateTime.ToString(
                "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'",
                CultureInfo.InvariantCulture
            ),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => Cell(value.ToString()!),
        };
}
