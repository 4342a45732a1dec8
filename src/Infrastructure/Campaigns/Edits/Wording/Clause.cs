using System.Globalization;
using System.Text;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

/// <summary>A part of an instruction, with what is known in it.</summary>
internal sealed class Clause
{
    private static readonly (char Open, string Close)[] Quotes =
    [
        ('“', "”"),
        ('„', "“”\""),
        ('«', "»"),
        ('»', "«"),
        ('「', "」"),
        ('『', "』"),
        ('"', "\""),
        ('‘', "’"),
        ('\'', "'"),
    ];

    private readonly IReadOnlyList<Mention> mentions;

    /// <param name="named">Words of the pages, which are no others mistyped; null: none are known.</param>
    public Clause(string text, EditWords words, IReadOnlySet<string>? named = null)
    {
        Text = text.Trim();
        All = PlainOf(Text);
        Quoted = [.. QuotesIn(Text).Select(quote => Text[(quote.Start + 1)..(quote.End - 1)].Trim())];
        Plain = WithoutQuotes(All);
        mentions = words.InTyped(Plain, named);
        Words = words;
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>The same length, to be compared.</summary>
    public string All { get; }

    /// <summary>The same, with spaces in place of what stands in quotation marks.</summary>
    public string Plain { get; }

    public IReadOnlyList<string> Quoted { get; }

    public string? FirstQuoted => Quoted.Count > 0 ? Quoted[0] : null;

    public EditWords Words { get; }

    public IReadOnlyList<Mention> Mentions => mentions;

    public bool Has(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (First(key) is not null)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether a word of the list stands anywhere in it, be it in quotation marks.</summary>
    public bool Says(string key) => Has(key) || (Quoted.Count > 0 && Words.In(All).Any(mention => mention.Key == key));

    public Mention? First(string key)
    {
        foreach (var mention in mentions)
        {
            if (mention.Key == key)
            {
                return mention;
            }
        }
        return null;
    }

    public IEnumerable<Mention> Every(string key) => mentions.Where(mention => mention.Key == key);

    /// <summary>Small letters, plain digits, spaces and signs: each at its place.</summary>
    public static string PlainOf(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var digit = char.IsDigit(letter) ? CharUnicodeInfo.GetDecimalDigitValue(letter) : -1;
            plain.Append(
                letter switch
                {
                    '’' or '‘' or 'ʼ' or '׳' or '`' => '\'',
                    '\u00A0' or '\u202F' or '\u2009' or '\u3000' or '\n' or '\r' or '\t' => ' ',
                    '–' or '—' or '−' or '‑' => '-',
                    'İ' => 'i',
                    '٫' or '，' => letter == '٫' ? '.' : ',',
                    'أ' or 'إ' or 'آ' => 'ا',
                    'ي' => 'ی',
                    'ك' => 'ک',
                    >= '\uFF01' and <= '\uFF5E' when digit < 0 => char.ToLowerInvariant((char)(letter - 0xFEE0)),
                    _ => digit >= 0 ? (char)('0' + digit) : char.ToLowerInvariant(letter),
                }
            );
        }
        return plain.ToString();
    }

    public static string WithoutQuotes(string text)
    {
        var plain = text.ToCharArray();
        foreach (var (start, end) in QuotesIn(text))
        {
            plain.AsSpan(start, end - start).Fill(' ');
        }
        return new string(plain);
    }

    /// <summary>Where something stands in quotation marks, the marks included.</summary>
    public static IEnumerable<(int Start, int End)> QuotesIn(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var mark = Array.Find(Quotes, quote => quote.Open == text[at]);
            // An apostrophe in a word opens nothing.
            if (mark.Close is null || (mark.Open is '\'' or '‘' && at > 0 && EditWords.IsInWord(text[at - 1])))
            {
                continue;
            }
            var end = at + 1;
            while (
                end < text.Length
                && !(
                    mark.Close.Contains(text[end], StringComparison.Ordinal)
                    && (mark.Open is not ('\'' or '‘') || end + 1 == text.Length || !EditWords.IsInWord(text[end + 1]))
                )
            )
            {
                end++;
            }
            if (end < text.Length && end > at + 1)
            {
                yield return (at, end + 1);
                at = end;
            }
        }
    }
}
