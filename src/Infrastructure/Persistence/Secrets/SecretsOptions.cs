using Microsoft.Extensions.Options;

namespace AiWebBuilder.Infrastructure.Persistence.Secrets;

/// <summary>Where the keys of sealed secrets are: outside the database, so that a copy of it opens nothing.</summary>
internal sealed class SecretsOptions
{
    public const string Section = "Secrets";

    /// <summary>Letters of an id; its length stands in one byte of an envelope.</summary>
    private const int LongestId = 32;

    private const int KeySize = 32;

    /// <summary>A file with a key a line: an id, a blank, and 32 bytes in Base64; lines that begin with # are comments.</summary>
    public string? KeysPath { get; set; }

    /// <summary>The same lines, one an element; used where there is no file.</summary>
    public IList<string> Keys { get; } = [];

    /// <summary>The keys in their order, by id.</summary>
    /// <exception cref="OptionsValidationException">What is configured is none, in one sentence that names the place and no key.</exception>
    public IReadOnlyList<KeyValuePair<string, byte[]>> Read()
    {
        List<KeyValuePair<string, byte[]>> keys = [.. Lines().Select(line => Parsed(line.Text, line.Place))];
        return keys.CountBy(key => key.Key, StringComparer.Ordinal).FirstOrDefault(id => id.Value > 1).Key is { } twice
            ? throw Fault($"The sealing key {twice} is given twice: give each key an id of its own.")
            : keys;
    }

    private IEnumerable<(string Text, string Place)> Lines()
    {
        if (KeysPath is not { Length: > 0 } path)
        {
            return Keys.Select((line, index) => (line.Trim(), $"Secrets__Keys__{index}"));
        }
        if (!File.Exists(path))
        {
            throw Fault($"There is no file {path}: set Secrets__KeysPath to the file of sealing keys.");
        }
        return File.ReadAllLines(path)
            .Select((line, index) => (Text: line.Trim(), Place: $"Line {index + 1} of {path}"))
            .Where(line => line.Text.Length > 0 && line.Text[0] != '#');
    }

    private static KeyValuePair<string, byte[]> Parsed(string line, string place)
    {
        var bytes = new byte[KeySize];
        return
            line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [{ Length: <= LongestId } id, var key]
            && id != SealingKeys.Derived
            && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            && Convert.TryFromBase64String(key, bytes, out var length)
            && length == KeySize
            ? new(id, bytes)
            : throw Fault(
                $"{place} is no sealing key: write an id of at most {LongestId} letters, digits, dots and hyphens other than "
                    + $"{SealingKeys.Derived}, a blank, and 32 bytes in Base64 (openssl rand -base64 32)."
            );
    }

    private static OptionsValidationException Fault(string sentence) =>
        new(Section, typeof(SecretsOptions), [sentence]);
}
