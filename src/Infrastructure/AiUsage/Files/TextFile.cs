using System.Text;
using AiWebBuilder.Domain.AiUsage.Files;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Infrastructure.AiUsage.Files;

/// <summary>Dates for calendars (RFC 5545) and entries for address books (RFC 6350, RFC 2426): lines of UTF-8 between a beginning and an end.</summary>
internal static class TextFile
{
    private static readonly (string Name, FileType Type)[] Kinds =
    [
        ("VCALENDAR", FileType.Calendar),
        ("VCARD", FileType.Card),
    ];

    /// <returns>Null: it is none of both.</returns>
    /// <exception cref="DomainException">Validation.</exception>
    public static FileType? Read(ReadOnlySpan<byte> file)
    {
        file = file.StartsWith(Encoding.UTF8.Preamble) ? file[Encoding.UTF8.Preamble.Length..] : file;
        foreach (var (name, type) in Kinds)
        {
            if (!Ascii.EqualsIgnoreCase(file[..Math.Min(file.Length, name.Length + 6)], $"BEGIN:{name}"))
            {
                continue;
            }
            if (!System.Text.Unicode.Utf8.IsValid(file))
            {
                throw new DomainException(FileErrors.Damaged("it is no UTF-8."));
            }
            // A long line goes on after a space at the beginning of the next.
            var text = Encoding.UTF8.GetString(file).ReplaceLineEndings("\n");
            text = text.Replace("\n ", "", StringComparison.Ordinal).Replace("\n\t", "", StringComparison.Ordinal);
            if (text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\t')))
            {
                throw new DomainException(FileErrors.Damaged("it has control characters."));
            }
            if (!text.AsSpan().TrimEnd().EndsWith($"\nEND:{name}", StringComparison.OrdinalIgnoreCase))
            {
                throw new DomainException(FileErrors.Damaged("its end is missing."));
            }
            foreach (var line in text.AsSpan().EnumerateLines())
            {
                if (
                    line.StartsWith("ATTACH", StringComparison.OrdinalIgnoreCase)
                    && line.Contains("BASE64", StringComparison.OrdinalIgnoreCase)
                )
                {
                    throw new DomainException(FileErrors.Active("another file"));
                }
                if (line.StartsWith("ACTION:PROCEDURE", StringComparison.OrdinalIgnoreCase))
                {
                    throw new DomainException(FileErrors.Active("a command that starts a program"));
                }
            }
            return type;
        }
        return null;
    }
}
