using System.Text.Json.Nodes;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Addressing;

/// <summary>
/// Addresses from the large to the small, as they are written in China, Japan and Korea: each part ends with a sign for what it is, listed
/// as <c>area.region, area.locality, area.district, area.street, area.building, area.unit</c>; signs within house numbers as <c>area.number</c>.
/// </summary>
internal sealed class CompactAddresses(FactScan scan)
{
    private const int LongestName = 12;
    private const int LongestStreet = 16;
    private const int LongestBuilding = 14;

    private static readonly string[] Levels = ["region", "locality", "district"];

    private readonly SourceText text = scan.Text;
    private readonly string whole = scan.Text.Text;

    public static void Read(FactScan scan)
    {
        var reader = new CompactAddresses(scan);
        for (var i = 0; i < scan.Text.Count; i++)
        {
            if (
                !scan.IsTaken(i)
                && scan.Text[i].Kind is TokenKind.Word
                && (Scripts.HasNoSpaces(scan.Text[i].Text[0]) || Scripts.IsHangul(scan.Text[i].Text[0]))
                && scan.Text.Is(i, "address.label") == 0
                && reader.Assemble(i) is { } end
            )
            {
                i = end - 1;
            }
        }
    }

    private int? Assemble(int start)
    {
        var value = new JsonObject();
        var at = text[start].Start;
        foreach (var level in Levels)
        {
            if (Name(at, level) is var end && end > at)
            {
                value[level] = whole[at..end];
                at = SkipBlank(end);
            }
        }

        // "〒150-0001" may stand between the label and the place; without a place nothing is an address, but in a city that is a country.
        if (
            value.Count == 0 && scan.Region.Country != "HK"
            || Street(at) is not (var stop and > 0)
            || stop <= at
            || value.Count == 0 && Units(SkipBlank(stop)) == SkipBlank(stop) && Rest(stop, []) == stop
        )
        {
            return null;
        }

        // In Japan the ward is named with its city, and the floor with its building.
        if (scan.Region.Country == "JP" && value["locality"] is { } city && value["district"] is { } ward)
        {
            value["locality"] = $"{city}{ward}";
            value.Remove("district");
        }

        value["street"] = whole[at..stop];
        at = Rest(stop, value);
        var last = start;
        while (last < text.Count && text[last].End <= at && !scan.IsTaken(last))
        {
            last++;
        }

        var begin = start;
        (begin, last) = Postcodes.Beside(scan, value, begin, last);
        scan.Add("address", value, begin, last);
        return last;
    }

    /// <summary>Where the name with the level's ending ends; the place itself: there is none.</summary>
    private int Name(int from, string level)
    {
        for (var to = from + 2; to <= Math.Min(whole.Length, from + LongestName); to++)
        {
            var c = whole[to - 1];
            if (!char.IsLetter(c) && c != '\u30F6')
            {
                return from;
            }

            if (
                (
                    text.Ending($"area.{level}", from, to, LongestName)
                    || text.Ending($"area.{level}.{scan.Region.Country}", from, to, LongestName)
                )
                && !IsDigit(to)
                // Korean has spaces: the ending is that of a word.
                && (!Scripts.IsHangul(c) || to == whole.Length || !char.IsLetter(whole[to]))
            )
            {
                // "上海市" and not "上海".
                return to < whole.Length && text.Ending($"area.{level}", from, to + 1, LongestName) ? to + 1 : to;
            }
        }

        return from;
    }

    // "南一条西５丁目８番地", "衡山路880弄12号", "와우산로 29길 15", "우동 1408"
    private int Street(int from)
    {
        var at = from;
        while (at < whole.Length && at - from < LongestStreet && !IsDigit(at))
        {
            if (!char.IsLetter(whole[at]) && whole[at] is not (' ' or '\u3000' or '\u30F6' or '\u30FC'))
            {
                return 0;
            }

            at++;
        }

        if (!IsDigit(at) || at == from)
        {
            return 0;
        }

        var isNamed = text.Ending("area.street", from, TrimBack(at), LongestStreet);
        var hasSign = false;
        while (IsDigit(at))
        {
            while (IsDigit(at))
            {
                at++;
            }

            var sign = Sign(at);
            hasSign |= sign > 0;
            at += sign;
            if (
                sign == 0
                && at < whole.Length
                && whole[at] is '-' or '\u2212' or '\u2010' or '\u2013' or '\u306E' or '\u30CE' or '\u4E4B'
                && IsDigit(at + 1)
            )
            {
                hasSign = true;
                at++;
                continue;
            }

            // "南1条西5丁目"
            if (sign > 0 && IsDigit(at + 1) && IsEndingOf("area.direction", at, 1))
            {
                at++;
            }

            // "29길 15", "5丁目 8"
            if (sign > 0 && SkipBlank(at) is var next && next > at && IsDigit(next) && Unit(next) == next)
            {
                at = next;
            }

            if (Unit(at) > at)
            {
                break;
            }
        }

        return isNamed || hasSign ? at : 0;
    }

    private int Sign(int at)
    {
        for (var length = 3; length > 0; length--)
        {
            if (at + length <= whole.Length && IsEndingOf("area.number", at, length))
            {
                return length;
            }
        }

        return 0;
    }

    private bool IsEndingOf(string list, int at, int length) =>
        text.Endings(list).Contains(text.Folded.Substring(at, length), StringComparer.Ordinal);

    /// <summary>The building and the unit behind the street.</summary>
    private int Rest(int from, JsonObject value)
    {
        var at = SkipBlank(from);
        at =
            at < whole.Length && whole[at] is ',' or '\uFF0C' && Unit(SkipBlank(at + 1)) > SkipBlank(at + 1)
                ? SkipBlank(at + 1)
                : at;
        var unit = Units(at);
        if (unit > at)
        {
            value["unit"] = whole[at..unit];
            return Bracketed(unit, value);
        }

        for (
            var to = at + 1;
            to < Math.Min(whole.Length, at + LongestBuilding)
                && (char.IsLetterOrDigit(whole[to - 1]) || whole[to - 1] is '\u30FC' or '\u30FB' or '&');
            to++
        )
        {
            // "ハイツ今泉101"
            if (
                scan.Region.Country == "JP"
                && to - at > 2
                && IsDigit(to)
                && whole.AsSpan(at, to - at).IndexOfAnyInRange('0', '9') < 0
                && Unit(to) == to
            )
            {
                while (IsDigit(to))
                {
                    to++;
                }

                value["building"] = whole[at..to];
                return to;
            }

            var units = Units(SkipBlank(to));
            if (
                units > SkipBlank(to) && !IsDigit(to - 1)
                || text.Ending("area.building", at, to, LongestBuilding)
                    && (to == whole.Length || !char.IsLetter(whole[to]))
            )
            {
                value["building"] = whole[at..to];
                if (units > to && units > SkipBlank(to) && scan.Region.Country == "JP" && SkipBlank(to) == to)
                {
                    value["building"] = whole[at..units];
                    return units;
                }

                if (units > SkipBlank(to))
                {
                    value["unit"] = whole[SkipBlank(to)..units];
                    return units;
                }

                return to;
            }
        }

        return from;
    }

    // "3층 (봉산빌딩)"
    private int Bracketed(int from, JsonObject value)
    {
        var open = SkipBlank(from);
        var close =
            open < whole.Length && whole[open] == '('
                ? whole.IndexOf(')', open, Math.Min(LongestBuilding, whole.Length - open))
                : -1;
        if (close < 0 || !text.Ending("area.building", open + 1, close, LongestBuilding))
        {
            return from;
        }

        value["building"] = whole[(open + 1)..close];
        return close + 1;
    }

    private int Units(int from)
    {
        var at = from;
        while (Unit(at) is var next && next > at)
        {
            at = next;
            // "3幢201"
            if (IsDigit(at) && Unit(at) == at)
            {
                while (IsDigit(at))
                {
                    at++;
                }

                return at;
            }

            next = SkipBlank(at);
            if (Unit(next) > next)
            {
                at = next;
            }
        }

        return at;
    }

    // "2F", "5階", "502号室", "지하1층", "B1"
    private int Unit(int from)
    {
        var at = from;
        foreach (var before in text.Endings("area.unit.before"))
        {
            // "지하 1층"
            if (
                string.CompareOrdinal(text.Folded, at, before, 0, before.Length) == 0
                && SkipBlank(at + before.Length) is var number
                && IsDigit(number)
            )
            {
                at = number;
                break;
            }
        }

        if (!IsDigit(at) && !(at < whole.Length && char.IsAsciiLetterUpper(whole[at]) && at == from))
        {
            return from;
        }

        at++;
        while (IsDigit(at) || at < whole.Length && whole[at] == '-' && IsDigit(at + 1))
        {
            at++;
        }

        // "B1"
        if (
            char.IsAsciiLetterUpper(whole[from])
            && at - from > 1
            && (at == whole.Length || !char.IsLetterOrDigit(whole[at]))
        )
        {
            return at;
        }

        for (var length = 3; length > 0; length--)
        {
            if (
                at + length <= whole.Length
                && IsEndingOf("area.unit", at, length)
                && !(
                    length == 1
                    && char.IsAsciiLetter(whole[at])
                    && at + 1 < whole.Length
                    && char.IsAsciiLetter(whole[at + 1])
                )
            )
            {
                return at + length;
            }
        }

        return from;
    }

    private int TrimBack(int at)
    {
        while (at > 0 && char.IsWhiteSpace(whole[at - 1]))
        {
            at--;
        }

        return at;
    }

    private int SkipBlank(int at)
    {
        while (at < whole.Length && whole[at] is ' ' or '\u3000')
        {
            at++;
        }

        return at;
    }

    private bool IsDigit(int at) => at >= 0 && at < whole.Length && char.IsDigit(whole[at]);
}
