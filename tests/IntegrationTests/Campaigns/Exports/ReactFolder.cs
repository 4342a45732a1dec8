using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AiWebBuilder.IntegrationTests.Campaigns.Exports;

/// <summary>
/// A React export, read as strictly as a compiler would: elements that close, attributes that are literals, components that are
/// imported from files that are there. What it renders is written as tokens, which a page of HTML can be compared with.
/// </summary>
internal sealed partial class ReactFolder(IReadOnlyDictionary<string, string> files)
{
    /// <summary>What the page renders: opening elements with their attributes in order, words, ends.</summary>
    public List<string> Render(string page)
    {
        List<string> tokens = [];
        Render($"pages/{page}.tsx", tokens);
        return tokens;
    }

    /// <summary>The same of HTML, as a parser has understood it.</summary>
    public static List<string> TokensOf(AngleSharp.Dom.INode parent, Func<string, string> href)
    {
        List<string> tokens = [];
        Write(parent);
        return tokens;

        void Write(AngleSharp.Dom.INode node)
        {
            foreach (var child in node.ChildNodes)
            {
                if (child is AngleSharp.Dom.IText text)
                {
                    AddWords(text.Data, tokens);
                }
                else if (child is AngleSharp.Dom.IElement element)
                {
                    tokens.Add(
                        Open(
                            element.LocalName,
                            element.Attributes.Select(one =>
                                (one.Name, one.Name is "href" ? href(one.Value) : one.Value)
                            )
                        )
                    );
                    Write(element);
                    tokens.Add("/");
                }
            }
        }
    }

    private void Render(string path, List<string> tokens)
    {
        var source = files[path];
        var imports = Imports()
            .Matches(source)
            .ToDictionary(one => one.Groups["name"].Value, one => one.Groups["file"].Value, StringComparer.Ordinal);
        var constants = Constants()
            .Matches(source)
            .ToDictionary(
                one => one.Groups["name"].Value,
                one => JsonSerializer.Deserialize<string>(one.Groups["value"].Value)!,
                StringComparer.Ordinal
            );
        var markup = source.Split("  return (\n").ShouldHaveTwo()[1].Split("\n  );\n}\n").ShouldHaveTwo();
        markup[1].ShouldBeEmpty();
        var reader = new Reader(Encoding.UTF8.GetBytes(markup[0]));
        Element();
        reader.AtEnd().ShouldBeTrue(path);

        void Element()
        {
            reader.Expect("<");
            var name = reader.Name();
            if (imports.TryGetValue(name, out var file))
            {
                reader.Expect("/>");
                Render($"components/{file}.tsx", tokens);
                return;
            }
            var element = constants.GetValueOrDefault(name, name);
            (name.Length == 0 || name != element || char.IsAsciiLetterLower(name[0])).ShouldBeTrue(
                $"{path}: {name} is imported from nowhere"
            );
            var attributes = reader.Attributes();
            if (element.Length > 0)
            {
                tokens.Add(
                    Open(
                        element,
                        attributes
                            .Where(one => (one.Name, element) is not ("defaultValue", "textarea" or "select"))
                            .Select(one => (HtmlNameOf(one.Name), one.Value))
                    )
                );
            }
            if (element == "textarea")
            {
                AddWords(attributes.SingleOrDefault(one => one.Name == "defaultValue").Value ?? "", tokens);
            }
            if (reader.Take("/>"))
            {
                tokens.Add("/");
                return;
            }
            reader.Expect(">");
            while (!reader.Take("</"))
            {
                if (reader.Take("{"))
                {
                    AddWords(reader.Json()!.GetValue<string>(), tokens);
                    reader.Expect("}");
                }
                else
                {
                    Element();
                }
            }
            reader.Name().ShouldBe(name);
            reader.Expect(">");
            if (element.Length > 0)
            {
                tokens.Add("/");
            }
        }
    }

    private static string HtmlNameOf(string property) =>
        property switch
        {
            "className" => "class",
            "htmlFor" => "for",
            "defaultValue" => "value",
            "defaultChecked" => "checked",
            _ => property,
        };

    /// <summary>An attribute's name is written in two ways, and its capitals, dashes and colons with it.</summary>
    private static string Open(string element, IEnumerable<(string Name, string Value)> attributes) =>
        $"<{element} "
        + string.Join(
            ' ',
            attributes
                .Select(one => (Name: Plain(one.Name), one.Value))
                .Where(one => one.Name is not ("style" or "selected"))
                .Select(one => $"{one.Name}={one.Value}")
                .Order(StringComparer.Ordinal)
        );

    private static string Plain(string name) =>
        string.Concat(name.Where(letter => letter is not ('-' or ':'))).ToLowerInvariant();

    private static void AddWords(string text, List<string> tokens)
    {
        var words = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (words.Length > 0)
        {
            tokens.Add(words);
        }
    }

    [GeneratedRegex(
        "^import \\{ (?<name>[A-Za-z0-9]+) \\} from \"\\.\\./components/(?<file>[A-Za-z0-9]+)\";$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Imports();

    [GeneratedRegex(
        "^const (?<name>Element_[0-9]+) = (?<value>\"[^\"]+\") as string as \"span\";$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Constants();

    private sealed class Reader(byte[] source)
    {
        private int at;

        public bool AtEnd()
        {
            Blanks();
            return at == source.Length;
        }

        public bool Take(string text)
        {
            Blanks();
            if (!source.AsSpan(at).StartsWith(Encoding.UTF8.GetBytes(text)))
            {
                return false;
            }
            at += text.Length;
            return true;
        }

        public void Expect(string text) =>
            Take(text)
                .ShouldBeTrue(
                    $"{text} expected at {Encoding.UTF8.GetString(source.AsSpan(at)[..Math.Min(80, source.Length - at)])}"
                );

        /// <summary>A name, or nothing: a fragment's.</summary>
        public string Name()
        {
            var start = at;
            while (char.IsAsciiLetterOrDigit((char)source[at]) || source[at] is (byte)'-' or (byte)'_')
            {
                at++;
            }
            return Encoding.UTF8.GetString(source.AsSpan(start..at));
        }

        /// <summary>Any literal of JSON, which are literals of JavaScript too.</summary>
        public JsonNode? Json()
        {
            Blanks();
            var reader = new Utf8JsonReader(source.AsSpan(at));
            var value = JsonNode.Parse(ref reader);
            at += (int)reader.BytesConsumed;
            return value;
        }

        public List<(string Name, string Value)> Attributes()
        {
            List<(string, string)> attributes = [];
            while (true)
            {
                if (Take("{...props}"))
                {
                    continue;
                }
                if (Take("{...("))
                {
                    attributes.AddRange(Json()!.AsObject().Select(one => (one.Key, Text(one.Value))));
                    Expect("as object)}");
                    continue;
                }
                Blanks();
                var name = Name();
                if (name.Length == 0)
                {
                    return attributes;
                }
                if (!Take("="))
                {
                    attributes.Add((name, ""));
                    continue;
                }
                var braces = Take("{");
                attributes.Add((name, Text(Json())));
                if (name == "style")
                {
                    Expect("as object");
                }
                if (braces)
                {
                    Expect("}");
                }
            }
        }

        private static string Text(JsonNode? value) =>
            value?.GetValueKind() switch
            {
                JsonValueKind.String => value.GetValue<string>(),
                JsonValueKind.Number => value.GetValue<decimal>().ToString(CultureInfo.InvariantCulture),
                JsonValueKind.True => "",
                _ => value?.ToJsonString() ?? "",
            };

        private void Blanks()
        {
            while (at < source.Length && source[at] is (byte)' ' or (byte)'\n')
            {
                at++;
            }
        }
    }
}

file static class Parts
{
    public static string[] ShouldHaveTwo(this string[] parts)
    {
        parts.Length.ShouldBe(2);
        return parts;
    }
}
