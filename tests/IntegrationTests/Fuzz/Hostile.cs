using System.Globalization;
using System.Text;
using CsCheck;

namespace AiWebBuilder.IntegrationTests.Fuzz;

/// <summary>Texts and numbers that programs stumble over.</summary>
internal static class Hostile
{
    /// <summary>Raw JSON values.</summary>
    public static Gen<string> Json { get; } =
        Gen.Frequency(
            (
                6,
                Gen.OneOf(
                    "null",
                    "true",
                    "-1",
                    "0",
                    "-0",
                    "1e400",
                    "1E-400",
                    "99999999999999999999999999",
                    "0.1",
                    "\"\"",
                    "\"   \"",
                    "\"\\u0000\"",
                    "\"\\ud800\"",
                    "\"\\udc00\\ud800\"",
                    "\"\\u202e\\uffff\\u0085\"",
                    "{}",
                    "[]",
                    "[null]",
                    "[[]]",
                    "[{}]",
                    "{\"\":{}}",
                    "{\"\\ud800\":1}",
                    "{\"a\":1,\"a\":2}",
                    "NaN",
                    "Infinity",
                    "01",
                    "1.",
                    "'x'",
                    "\"\u0001\"",
                    "\"9999-99-99T99:99:99Z\"",
                    "\"0001-01-01T00:00:00Z\"",
                    "\"'; drop table users; --\"",
                    "\"https://[::1]:99999/\"",
                    "\"javascript:alert(1)\"",
                    "\"<script>alert(1)</script>\"",
                    "\"{{#each this}}{{/each}}\""
                )
            ),
            (3, Gen.String.Select(Quote)),
            (2, Gen.Long.Select(number => number.ToString(CultureInfo.InvariantCulture))),
            (1, Gen.Double.Select(number => number.ToString("R", CultureInfo.InvariantCulture))),
            (1, Gen.Int[1, 40_000].Select(length => $"\"{new string('x', length)}\"")),
            (1, Gen.Int[1, 3_000].Select(count => $"[{string.Join(',', Enumerable.Repeat("\"x\"", count))}]")),
            (
                1,
                Gen.Int[1, 200]
                    .Select(depth => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth))
            ),
            (1, Gen.Int[1, 5_000].Select(depth => new string('[', depth) + new string(']', depth)))
        );

    /// <summary>What stands between slashes or behind an equals sign; already escaped, or wrongly.</summary>
    public static Gen<string> InAddress { get; } =
        Gen.Frequency(
            (
                6,
                Gen.OneOf(
                    "%00",
                    "a%00b",
                    "%ff",
                    "%c0%ae",
                    "%ED%A0%80",
                    "%2500",
                    "%252500",
                    "%C0%80",
                    "%E0%80%80",
                    "%EF%BF%BE",
                    "%F4%90%80%80",
                    "%u0000",
                    "%252e%252e%252f",
                    "%",
                    "%e",
                    "%zz",
                    "-1",
                    "0",
                    "99999999999999999999",
                    "1e400",
                    "%27%3B--",
                    "..%2f..%2fetc",
                    "%F0%9F%98%80",
                    "NaN",
                    "null",
                    "true",
                    "0001-01-01",
                    "9999-12-31",
                    "2026-02-30",
                    "a;b",
                    "a+b",
                    "[]",
                    "{}",
                    "%0d%0aX-A:%201",
                    "00000000-0000-0000-0000-000000000000",
                    "ffffffff-ffff-ffff-ffff-ffffffffffff"
                )
            ),
            (3, Gen.String.Select(text => Uri.EscapeDataString(WithoutHalves(text)))),
            (2, Gen.Long.Select(number => number.ToString(CultureInfo.InvariantCulture))),
            (1, Gen.Int[1, 3_000].Select(length => new string('x', length))),
            (1, Gen.Guid.Select(id => id.ToString()))
        );

    /// <summary>What a header may hold without being refused by the server itself.</summary>
    public static Gen<string> InHeader { get; } =
        Gen.Frequency(
            (
                4,
                Gen.OneOf(
                    "",
                    "*",
                    "\"",
                    "\"\"",
                    "W/\"x\"",
                    "\"x\", \"y\"",
                    ",,,",
                    "-1",
                    "0",
                    "1",
                    "99999999999999999999",
                    "\"' or 1=1 --\"",
                    "*;q=2",
                    "gzip;q=abc",
                    "a b",
                    "\u00e4\u4e2d"
                )
            ),
            (1, Gen.Int[1, 2_000].Select(length => new string('a', length))),
            (1, Gen.Char[' ', '~'].Array.Select(letters => new string(letters)))
        );

    /// <summary>A JSON text whatever the characters are; halves of surrogate pairs stay halves.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
        {
            if (letter is < ' ' or '"' or '\\' || char.IsSurrogate(letter))
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            }
            else
            {
                quoted.Append(letter);
            }
        }
        return quoted.Append('"').ToString();
    }

    private static string WithoutHalves(string text) => new([.. text.Where(letter => !char.IsSurrogate(letter))]);
}
