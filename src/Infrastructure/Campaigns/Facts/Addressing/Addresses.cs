using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Addressing;

/// <summary>Postal addresses: parts between commas, of which one has a street with a number, or a postcode as the country writes them.</summary>
internal static class Addresses
{
    // 9 is a digit, A a letter, ? either; a blank may be missing.
    private static readonly FrozenDictionary<string, string[]> Postcodes = new Dictionary<string, string[]>(
        StringComparer.Ordinal
    )
    {
        ["GB"] = ["A9 9AA", "A99 9AA", "AA9 9AA", "AA99 9AA", "A9A 9AA", "AA9A 9AA"],
        ["IE"] = ["A99 ????", "A9A ????"],
        ["CA"] = ["A9A 9A9"],
        ["NL"] = ["9999 AA"],
        ["PT"] = ["9999-999"],
        ["BR"] = ["99999-999"],
        ["PL"] = ["99-999"],
        ["JP"] = ["999-9999"],
        ["SE"] = ["999 99"],
        ["CZ"] = ["999 99"],
        ["SK"] = ["999 99"],
        ["GR"] = ["999 99"],
        ["IN"] = ["999 999", "999999"],
        ["US"] = ["99999-9999", "99999"],
        ["SA"] = ["99999-9999", "99999"],
        ["IL"] = ["9999999"],
        ["CL"] = ["9999999"],
        ["AU"] = ["9999"],
        ["NZ"] = ["9999"],
        ["ZA"] = ["9999"],
        ["AT"] = ["9999"],
        ["CH"] = ["9999"],
        ["BE"] = ["9999"],
        ["NO"] = ["9999"],
        ["DK"] = ["9999"],
        ["HU"] = ["9999"],
        ["SI"] = ["9999"],
        ["BG"] = ["9999"],
        ["NG"] = ["999999"],
        ["CO"] = ["999999"],
        ["RO"] = ["999999"],
        ["CN"] = ["999999"],
        ["SG"] = ["999999"],
        ["VN"] = ["999999", "99999"],
        ["RU"] = ["999999"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] Common = ["99999"];

    public static void Read(FactScan scan)
    {
        var parts = Parts(scan);
        for (var i = 0; i < parts.Count; i++)
        {
            var first = parts[i].Kind switch
            {
                Kind.Street or Kind.PoBox => i,
                Kind.Postcode => Named(scan, parts, i),
                Kind.StreetName
                    when i + 1 < parts.Count
                        && parts[i + 1].Kind is Kind.Unit or Kind.Building or Kind.District
                        && Indexes
                            .Of(parts[i + 1].Start, parts[i + 1].End)
                            .Any(at => scan.Text[at].Kind == TokenKind.Digits)
                        && Touch(scan, parts[i], parts[i + 1]) => i,
                Kind.NumberFirst
                or Kind.Named
                    when i + 1 < parts.Count
                        && parts[i + 1].Kind == Kind.District
                        && Touch(scan, parts[i], parts[i + 1]) => i,
                _ => -1,
            };
            if (first >= 0)
            {
                i = Math.Max(i, Assemble(scan, parts, first));
            }
        }
    }

    /// <summary>"Ulmenhof 3, 04229 Leipzig": a name and a number are a street where a postcode follows; so are the parts of a building.</summary>
    private static int Named(FactScan scan, List<Part> parts, int postcode)
    {
        var first = postcode;
        while (
            first > 0
            && postcode - first < 4
            && parts[first - 1].Kind
                is Kind.Named
                    or Kind.NumberFirst
                    or Kind.StreetName
                    or Kind.Unit
                    or Kind.Building
                    or Kind.District
                    or Kind.Place
            && Touch(scan, parts[first - 1], parts[first])
        )
        {
            first--;
            if (parts[first].Kind is Kind.Named or Kind.NumberFirst or Kind.StreetName)
            {
                return first;
            }
        }

        // A place alone before it is no street; a building is.
        if (
            parts.FindIndex(first, postcode - first, part => part.Kind is Kind.Building or Kind.Unit) is var building
            && building >= 0
        )
        {
            return building;
        }

        while (first < postcode && parts[first].Kind is Kind.Place or Kind.District)
        {
            first++;
        }

        return postcode;
    }

    private static int Assemble(FactScan scan, List<Part> parts, int seed)
    {
        var first = seed;
        while (
            first > 0
            && parts[first - 1].Kind is Kind.Building or Kind.Unit or Kind.District
            && Touch(scan, parts[first - 1], parts[first])
        )
        {
            first--;
        }

        // Up to the postcode everything belongs to the address; without one the unit, the district and the place.
        var (last, postcode) = (seed, parts[seed].Kind == Kind.Postcode ? seed : -1);
        for (
            var i = seed + 1;
            postcode < 0 && i < Math.Min(parts.Count, seed + 6) && Touch(scan, parts[i - 1], parts[i]);
            i++
        )
        {
            if (parts[i].Kind == Kind.Postcode)
            {
                postcode = i;
            }
            else if (parts[i].Kind == Kind.Street || parts[i].Kind == Kind.Other && parts[i].End - parts[i].Start > 5)
            {
                break;
            }
        }

        if (postcode > seed)
        {
            last = postcode;
        }
        else
        {
            while (
                last + 1 < parts.Count
                && Touch(scan, parts[last], parts[last + 1])
                && (
                    parts[last + 1].Kind is Kind.Unit or Kind.Building or Kind.District
                    || postcode == seed && parts[last + 1].Kind == Kind.Street
                )
            )
            {
                last++;
            }

            for (
                var places = 0;
                postcode < 0
                    && places < 2
                    && last + 1 < parts.Count
                    && Touch(scan, parts[last], parts[last + 1])
                    && parts[last + 1].Kind == Kind.Place
                    && (places == 0 || scan.Sentences.EndsAt(parts[last + 1].End));
                places++
            )
            {
                last++;
            }
        }

        // "м. Львів, вул. Городоцька, 15": the place may come first.
        if (
            postcode < 0
            && first > 0
            && parts[first - 1].Kind == Kind.Place
            && Touch(scan, parts[first - 1], parts[first])
            && !parts.GetRange(first, last - first + 1).Exists(part => part.Kind == Kind.Place)
            && (first == 1 || !Touch(scan, parts[first - 2], parts[first - 1]))
        )
        {
            first--;
        }

        // "20121 Milano (MI)"
        var chosen = parts.GetRange(first, last - first + 1);
        var value = new JsonObject();
        var locals = chosen.FindAll(part => part.Kind == Kind.Place && !part.IsRegion);
        foreach (var part in chosen)
        {
            Put(scan, value, part, locals);
        }

        if (
            postcode >= 0
            && last + 1 < parts.Count
            && parts[last + 1].IsRegion
            && Touch(scan, parts[last], parts[last + 1])
        )
        {
            last++;
            chosen.Add(parts[last]);
            Put(scan, value, parts[last], locals);
        }

        var isWhole =
            (value["street"] ?? value["poBox"]) is not null && (value["locality"] ?? value["postcode"]) is not null
            || (value["building"] ?? value["unit"]) is not null && value["postcode"] is not null;
        if (!isWhole && (value["street"] is null || value["unit"] is null))
        {
            return seed;
        }

        scan.Add("address", value, chosen[0].CoreStart, chosen[^1].CoreEnd);
        return last;
    }

    // Within one sentence; the lines of a letter head are one too.
    private static bool Touch(FactScan scan, Part one, Part next) =>
        next.Start - one.End <= 2
        && !Indexes.Of(one.End, next.Start).Any(i => scan.Sentences.EndsAt(i) && scan.Text[i].Kind != TokenKind.Break);

    private static void Put(FactScan scan, JsonObject value, Part part, List<Part> locals)
    {
        var text = scan.Text;
        switch (part.Kind)
        {
            case Kind.Street or Kind.Named or Kind.NumberFirst or Kind.StreetName:
                Join("street", text.Words(part.CoreStart, part.UnitStart > 0 ? part.UnitStart : part.CoreEnd));
                if (part.UnitStart > 0)
                {
                    Join("unit", text.Words(part.UnitStart, part.CoreEnd));
                }

                break;
            case Kind.PoBox:
                Join("poBox", text.Words(part.CoreStart, part.CoreEnd));
                break;
            case Kind.Unit or Kind.Other:
                Join(
                    "unit",
                    text.Words(
                        part.CoreStart,
                        text.IsSign(part.CoreEnd, ".") && !scan.Sentences.EndsAt(part.CoreEnd)
                            ? part.CoreEnd + 1
                            : part.CoreEnd
                    )
                );
                break;
            case Kind.Building:
                Join("building", text.Words(part.CoreStart, part.CoreEnd));
                break;
            case Kind.District:
                Join("district", text.Words(part.CoreStart, part.CoreEnd));
                break;
            case Kind.Place when part.IsRegion:
                value["region"] = text.Words(part.CoreStart, part.CoreEnd);
                break;
            case Kind.Place:
                // "São Paulo/SP"
                if (
                    part.CoreEnd - 2 > part.CoreStart
                    && text.IsSign(part.CoreEnd - 2, "/")
                    && text[part.CoreEnd - 1] is { Text.Length: 2, IsCapital: true }
                )
                {
                    value["region"] = text.Words(part.CoreEnd - 1, part.CoreEnd);
                    Join("locality", text.Words(part.CoreStart, part.CoreEnd - 2));
                    break;
                }

                var isLast = locals.Count > 0 && ReferenceEquals(part, locals[^1]) && value["locality"] is null;
                Join(isLast ? "locality" : "district", text.Words(part.CoreStart, part.CoreEnd));
                break;
            case Kind.Postcode:
                value["postcode"] = PlainCode(text, part.CodeStart, part.CodeEnd);
                var (from, to) =
                    part.CodeStart > part.CoreStart ? (part.CoreStart, part.CodeStart) : (part.CodeEnd, part.CoreEnd);
                while (to > from && text[to - 1].Kind == TokenKind.Sign)
                {
                    to--;
                }

                // "Boise, ID 83702", "Dallas TX 75200"
                if (
                    scan.Region.Country is "US" or "CA" or "AU" or "IN"
                    && to > from
                    && text.Text[text[to - 1].Start..text[to - 1].End] is { Length: 2 or 3 } state
                    && state.All(char.IsUpper)
                )
                {
                    value["region"] = state;
                    to--;
                }

                if (to > from)
                {
                    // Its own place makes the one before it a district.
                    if (value["locality"] is { } before)
                    {
                        value["locality"] = null;
                        value.Remove("locality");
                        Join("district", before.GetValue<string>());
                    }

                    value["locality"] = text.Words(from, to);
                }

                break;
        }

        void Join(string name, string words) => value[name] = value[name] is { } before ? $"{before}, {words}" : words;
    }

    private static string PlainCode(SourceText text, int start, int end) =>
        string.Concat(
                Indexes
                    .Of(start, end)
                    .Select(i =>
                        (
                            i > start
                            && text[i].IsSpaced
                            && char.IsLetter(
                                text.Plain(start, end).First(c => char.IsLetter(c) || c == text.Plain(start, end)[^1])
                            )
                                ? " "
                                : ""
                        ) + text[i].Text
                    )
            )
            .ToUpperInvariant();

    private static List<Part> Parts(FactScan scan)
    {
        var text = scan.Text;
        List<Part> parts = [];
        for (var start = 0; start < text.Count; )
        {
            var end = start;
            while (end < text.Count && !Ends(end))
            {
                end++;
            }

            if (end > start)
            {
                parts.Add(Classify(scan, start, end));
                end = parts[^1].End;
            }

            start = end + 1;
        }

        return parts;

        bool Ends(int at) =>
            scan.Sentences.Divides(at) && !(text.IsSign(at, "-") && text[at + 1].Kind == TokenKind.Digits)
            || scan.IsTaken(at)
            || text.IsSign(at, "/") && text[at].IsSpaced;
    }

    private static Part Classify(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        if (Postcode(scan, start, end) is { } code)
        {
            return code;
        }

        if (Street(text, start, end) is { } street)
        {
            return street;
        }

        if (
            text.Is(start, "address.pobox") is var box
            && box > 0
            && Indexes.Of(start + box, Math.Min(end, start + box + 3)).Any(i => text[i].Kind == TokenKind.Digits)
        )
        {
            return new Part(Kind.PoBox, start, end, start, end);
        }

        if (text.Is(start, "address.near") > 0)
        {
            return new Part(Kind.Building, start, end, start, end);
        }

        if (text.Is(start, "address.district") > 0 && end - start < 6)
        {
            return new Part(Kind.District, start, end, start, end);
        }

        // "Gandhi Road", "شارع الوصل": without a number a street only beside a postcode or a building.
        if (
            end - start is > 1 and < 6
            && (text.Is(end - 1, "street") > 0 || text.Is(start, "street.before") > 0 && text[start].Text.Length > 1)
            && Indexes.Of(start, end).All(i => text[i].Kind == TokenKind.Word)
        )
        {
            return new Part(Kind.StreetName, start, end, start, end);
        }

        // "Flat 3", "2nd Flr", "2. OG", "2º B", "3 tr"
        var hasUnit = Indexes.Of(start, Math.Min(end, start + 5)).Any(i => text.Is(i, "address.unit") > 0);
        var isShort =
            end - start < 6
            && text[start].Kind == TokenKind.Digits
            && text[start].Text.Length < 3
            && (
                text.Is(start + 1, "ordinal") > 0
                || text.IsSign(start + 1, ".") && text[start + 2] is not { Kind: TokenKind.Digits, IsSpaced: false }
            );
        if (hasUnit && end - start < 8 || isShort)
        {
            return new Part(Kind.Unit, start, end, start, end);
        }

        var words = Indexes.Of(start, end).Where(i => text[i].Kind == TokenKind.Word).ToArray();
        if (
            Indexes.Of(start, end).Any(i => text.Is(i, "address.building") > 0)
            && words.Length is > 0 and < 6
            && words.All(i => text[i].IsCapital || text[i].Text.Length < 4)
        )
        {
            return new Part(Kind.Building, start, end, start, end);
        }

        var plain = Indexes
            .Of(start, end)
            .All(i => text[i].Kind != TokenKind.Sign || text[i].Text[0] is '.' or '-' or '/' or '\'');
        var last = text[end - 1];
        if (
            plain
            && words.Length is > 0 and < 6
            && text[start].IsCapital
            && (
                last.Kind == TokenKind.Digits && last.Text.Length < 5
                || text[end - 2].Kind == TokenKind.Digits && last.Text.Length == 1 && !last.IsSpaced
            )
        )
        {
            return new Part(Kind.Named, start, end, start, end);
        }

        if (
            plain
            && words.Length is > 0 and < 5
            && text[start] is { Kind: TokenKind.Digits, Text.Length: < 5 }
            && words.All(i => text[i].IsCapital || text[i].Text.Length < 4)
        )
        {
            return new Part(Kind.NumberFirst, start, end, start, end);
        }

        var isPlace =
            words.Length is > 0 and < 5
            && (text[start].IsCapital || !HasCase(text[start]))
            && !scan.AnyTaken(start, end)
            && words.All(i =>
                text[i].IsCapital || !HasCase(text[i]) || text.Is(i, "particle") > 0 || text[i].Text.Length < 3
            )
            && Indexes
                .Of(start, end)
                .All(i =>
                    text[i].Kind == TokenKind.Word
                    || text[i].Text is "-" or "'"
                    || text[i].Text == "/" && i == end - 2
                    || text[i].Text == "." && text[i - 1].Text.Length < 4 && i < end - 1
                    || text[i].Kind == TokenKind.Digits && text[i].Text.Length < 3 && i > start
                );
        var isRegion =
            end - start == 1
            && text[start] is { Kind: TokenKind.Word, Text.Length: 2 }
            && text.Text[text[start].Start..text[start].End].All(char.IsUpper);
        return new Part(isPlace ? Kind.Place : Kind.Other, start, end, start, end) { IsRegion = isPlace && isRegion };
    }

    private static Part? Postcode(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        start += text.Is(start, "address.postcode");
        start += text.IsSign(start, ":") ? 1 : 0;
        // "D-79098 Freiburg"
        start +=
            text[start] is { Kind: TokenKind.Word, Text.Length: < 3, IsCapital: true }
            && text.IsSign(start + 1, "-")
            && text[start + 2] is { Kind: TokenKind.Digits, IsSpaced: false }
                ? 2
                : 0;
        var shapes = scan.Region.Country is { } country && Postcodes.TryGetValue(country, out var own) ? own : Common;
        for (var at = start; at < end; at++)
        {
            for (var to = Math.Min(end, at + 7); to > at; to--)
            {
                if (!shapes.Any(shape => Fits(text, at, to, shape)))
                {
                    continue;
                }

                var hasLetters = text.Plain(at, to).Any(char.IsLetter);
                var before =
                    at > start
                    && text[at - 1].Kind == TokenKind.Word
                    && (text[at - 1].IsCapital || !HasCase(text[at - 1]))
                    && text.Is(at - 1, "street.before") == 0;
                var dashed = at > start + 1 && text[at - 1].Text is "-" && text[at - 2].Kind == TokenKind.Word;
                var behind =
                    text[to] is { Kind: TokenKind.Word } next
                    && to < end
                    && (next.IsCapital || !HasCase(next))
                    && at == start;
                var alone =
                    at == start
                    && to == end
                    && (
                        hasLetters
                        || !scan.Sentences.EndsAt(start - 1)
                            && text.IsSign(start - 1, ",")
                            && text[start - 2] is { Kind: TokenKind.Word, IsCapital: true }
                    );
                if (
                    alone
                    || (to == end && (before || dashed))
                    || (
                        behind
                        && end - to < 5
                        && Indexes
                            .Of(to, end)
                            .All(i =>
                                text[i].Kind == TokenKind.Word
                                || text[i].Text is "-" or "." or "'" or "/"
                                || text[i].Kind == TokenKind.Digits && text[i].Text.Length < 3 && i > to
                            )
                    )
                )
                {
                    // "17 Tannery Quay Kilkenny R95 X9X9" and whatever leads to the place are not the place.
                    var from = at;
                    while (
                        to == end
                        && from > start
                        && text[from - 1] is var word
                        && (
                            word.Kind == TokenKind.Word && (word.IsCapital || !HasCase(word))
                            || word is { Kind: TokenKind.Sign, Text: "-" or "'" } && from - 1 > start
                        )
                        && at - from < 5
                    )
                    {
                        from--;
                    }

                    return new Part(Kind.Postcode, start, end, to == end ? from : at, end)
                    {
                        CodeStart = at,
                        CodeEnd = to,
                    };
                }
            }
        }

        return null;
    }

    /// <summary>Whether the tokens have the form of a postcode of the country.</summary>
    public static bool IsPostcode(SourceText text, int start, int end, string? country) =>
        country is not null
        && Postcodes.TryGetValue(country, out var shapes)
        && Array.Exists(shapes, shape => Fits(text, start, end, shape));

    private static bool Fits(SourceText text, int start, int end, string shape)
    {
        var plain = text.Plain(start, end);
        var compact = shape.Replace(" ", "", StringComparison.Ordinal);
        return plain.Length == compact.Length
            && plain
                .Zip(compact)
                .All(pair =>
                    pair.Second switch
                    {
                        '9' => char.IsAsciiDigit(pair.First),
                        'A' => char.IsAsciiLetter(pair.First),
                        '?' => char.IsAsciiLetterOrDigit(pair.First),
                        _ => pair.First == pair.Second,
                    }
                )
            && (
                !plain.Any(char.IsAsciiLetter)
                || text.Text[text[start].Start..text[end - 1].End].All(c => !char.IsAsciiLetterLower(c))
            )
            && text[end] is not { Kind: TokenKind.Digits, IsSpaced: false }
            && !(text.IsSign(end, '.', '-') && text[end + 1] is { IsSpaced: false, Kind: TokenKind.Digits });
    }

    private static Part? Street(SourceText text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            // "3rd" is no road, and "Wharf St" one street.
            var suffix =
                (
                    text.Is(i, "street") > 0
                    && (text[i].IsSpaced || text[i - 1].Kind != TokenKind.Digits)
                    && text.Is(i + 1, "street") == 0
                    && text.Is(i + 1, "address.building") == 0
                ) || IsCompound(text, i);
            var prefix = text.Is(i, "street.before");
            // "R." and "C/" are streets, a letter alone is not.
            if (prefix == 1 && text[i].Text.Length == 1 && !text.IsSign(i + 1, '.', '/'))
            {
                prefix = 0;
            }

            if (!suffix && prefix == 0)
            {
                continue;
            }

            if (prefix > 0)
            {
                var number = Number(text, i + prefix, end);
                var leads =
                    i > start && text[i - 1] is { Kind: TokenKind.Digits } ? i - 1
                    : i > start + 1
                    && text[i - 2].Kind == TokenKind.Digits
                    && text[i - 1].Kind == TokenKind.Word
                    && (text[i - 1].Text.Length == 1 || text.Is(i - 1, "street.number") > 0)
                        ? i - 2
                    : i;
                if (number > 0 || leads < i)
                {
                    var stop = leads < i ? end : number;
                    return new Part(Kind.Street, start, end, leads, stop)
                    {
                        UnitStart = UnitIn(text, stop, end),
                        StopAt = end,
                    };
                }

                // "Rua das Andorinhas, 41": the number is the next part.
                if (text.IsSign(end, ",") && text[end + 1].Kind == TokenKind.Digits && text[end + 1].Text.Length < 5)
                {
                    return new Part(Kind.Street, start, end + 2, i, end + 2);
                }
            }

            if (suffix)
            {
                var after = text.SkipDot(i + Math.Max(1, text.Is(i, "street")));
                while (after < end && text.Is(after, "street.number") is var mark && mark > 0)
                {
                    after = text.SkipDot(after + mark);
                    after += text.IsSign(after, ":") ? 1 : 0;
                }

                // "King St W"
                after +=
                    text[after] is { Kind: TokenKind.Word, Text.Length: 1, IsCapital: true } && after < end ? 1 : 0;
                var number = text[after].Kind == TokenKind.Digits && after < end ? Number(text, after, end) : 0;
                if (number > 0 && !text[after].Text.StartsWith('0'))
                {
                    var name = i;
                    while (
                        name > start
                        && (
                            text[name - 1] is { Kind: TokenKind.Word, IsCapital: true }
                            || (text.IsSign(name - 1, "-") && !text[name].IsSpaced && name - 2 >= start)
                        )
                    )
                    {
                        name--;
                    }

                    return new Part(Kind.Street, start, end, name, number)
                    {
                        UnitStart = UnitIn(text, number, end),
                        StopAt = end,
                    };
                }

                after = text.SkipDot(i + Math.Max(1, text.Is(i, "street")));
                after +=
                    text[after] is { Kind: TokenKind.Word, Text.Length: 1, IsCapital: true } && after < end ? 1 : 0;
                for (var at = i - 1; at >= Math.Max(start, i - 5); at--)
                {
                    // "10pm on Rainey Street"
                    if (
                        text[at].Kind == TokenKind.Digits
                        && text[at].Text.Length < 6
                        && text[at + 1] is not { Kind: TokenKind.Word, IsSpaced: false, Text.Length: > 1 }
                    )
                    {
                        at -=
                            text.IsSign(at - 1, "-") && text[at - 2].Kind == TokenKind.Digits && at - 2 >= start
                                ? 2
                                : 0;
                        return new Part(Kind.Street, start, end, at, after)
                        {
                            UnitStart = UnitIn(text, after, end),
                            StopAt = end,
                        };
                    }
                }
            }
        }

        return null;
    }

    private static int UnitIn(SourceText text, int from, int end) =>
        from < end && (text.Is(from, "address.unit") > 0 || text.IsSign(from, "#")) ? from : 0;

    // "Wollgrasstr", "Fjellgata", "Karhunkatu": the word ends as streets do.
    private static bool IsCompound(SourceText text, int at)
    {
        var word = text[at];
        return word is { Kind: TokenKind.Word, IsCapital: true }
            && word.Text.Length > 5
            && text.Compound(at, "street.ending")
            && text[text.SkipDot(at + 1)].Kind == TokenKind.Digits;
    }

    /// <summary>The token after the house number, of which the words up to it are part: "7 # 45-12", "3B", "12-14".</summary>
    private static int Number(SourceText text, int from, int end)
    {
        for (var i = from; i < Math.Min(end, from + 6); i++)
        {
            if (text[i].Kind != TokenKind.Digits || text[i].Text.Length > 4)
            {
                continue;
            }

            var stop = i + 1;
            while (
                stop < end
                && (
                    text[stop] is { IsSpaced: false, Kind: TokenKind.Word, Text.Length: 1 }
                    || text[stop].Text is "-" or "/"
                        && text[stop + 1]
                            is { Kind: TokenKind.Digits or TokenKind.Word, IsSpaced: false, Text.Length: < 5 }
                    || text[stop - 1].Text is "-" or "/" && text[stop] is { Kind: TokenKind.Word, Text.Length: 1 }
                    || text[stop] is { Kind: TokenKind.Word, Text.Length: 1, IsCapital: true }
                        && (stop + 1 == end || text[stop + 1].Kind == TokenKind.Digits)
                    || text[stop].Kind == TokenKind.Digits
                        && text[stop - 1] is { Kind: TokenKind.Word, Text.Length: 1, IsCapital: true }
                    || text[stop - 1].Text is "-" or "/" or "#" && text[stop].Kind == TokenKind.Digits
                    || text.IsSign(stop, "#") && text[stop + 1].Kind == TokenKind.Digits
                )
            )
            {
                stop++;
            }

            return stop;
        }

        return 0;
    }

    private static bool HasCase(Token token) => char.ToUpperInvariant(token.Text[0]) != token.Text[0];

    private enum Kind
    {
        Other,
        Street,
        Named,
        NumberFirst,
        StreetName,
        PoBox,
        Unit,
        Building,
        District,
        Place,
        Postcode,
    }

    private sealed record Part(Kind Kind, int Start, int End, int CoreStart, int Core)
    {
        public int CodeStart { get; init; }
        public int CodeEnd { get; init; }
        public int UnitStart { get; init; }
        public int StopAt { get; init; }
        public bool IsRegion { get; init; }
        public int CoreEnd => UnitStart > 0 ? StopAt : Core;
    }
}
