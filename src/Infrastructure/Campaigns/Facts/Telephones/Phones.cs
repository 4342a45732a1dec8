using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Addressing;
using PhoneNumbers;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Telephones;

/// <summary>
/// Telephone and fax numbers. What may be one is decided by the numbering plans of libphonenumber; without a word for it beside
/// it, a number has to be valid and written as telephone numbers are. Dates, hours, prices and numbers of registers never are.
/// </summary>
internal static class Phones
{
    private const int LeastDigits = 5;

    public static void Read(FactScan scan)
    {
        var text = scan.Text;
        Found? last = null;
        for (var i = 0; i < text.Count; i++)
        {
            if (last is not null && !scan.IsTaken(i) && Tail(scan, i, last) is { } tail)
            {
                Add(scan, tail, last);
                last = tail;
                i = tail.End - 1;
                continue;
            }

            if (scan.IsTaken(i) || !PhoneForms.MayBegin(text, i) || (Find(scan, i, last) is not { } found))
            {
                continue;
            }

            Add(scan, found, last);
            last = found;
            i = found.End - 1;
        }
    }

    /// <summary>"Fax -409", "faks 555 01 24": the end of a number whose beginning is that of the one before.</summary>
    private static Found? Tail(FactScan scan, int at, Found last)
    {
        var text = scan.Text;
        if (last.Number is not null && PhoneForms.Continued(scan, last.Start, last.End, at) is var other and > 0)
        {
            var rest = string.Concat(
                Indexes.Of(at, other).Where(i => text[i].Kind == TokenKind.Digits).Select(i => text[i].Text)
            );
            return new Found(at, other, last.Number[..^rest.Length] + rest, last.Cue);
        }

        var dash =
            text.IsSign(at, "-")
            && text[at + 1] is { Kind: TokenKind.Digits, IsSpaced: false, Text.Length: > 1 and < 6 }
            && text[at].IsSpaced;
        if (
            last.Number is null
            || at - last.End > 6
            || PhoneCues.Before(scan, at) is not (PhoneCue.Fax or PhoneCue.Both)
                && !(dash && IsExtended(scan, last, at))
            || !dash && text[at].Kind != TokenKind.Digits
        )
        {
            return null;
        }

        var end = dash ? at + 2 : PhoneForms.Ends(scan, at).LastOrDefault();
        var digits =
            end > at
                ? text.Plain(at, end)
                    .Replace("-", "", StringComparison.Ordinal)
                    .Replace(" ", "", StringComparison.Ordinal)
                : "";
        return
            digits.Length is > 1 and < 8
            && digits.All(char.IsAsciiDigit)
            && last.Number.Length > digits.Length + 4
            && (dash || digits[0] != '0')
            ? new Found(
                at,
                end,
                last.Number[..^Replaced(text, last, digits.Length)] + digits,
                PhoneCues.Before(scan, at) is PhoneCue.Fax or PhoneCue.Both ? PhoneCue.Fax : PhoneCue.Phone
            )
            : null;
    }

    // "0251/55501-0, Werkstatt -22": another extension of the number, with whose it is.
    private static bool IsExtended(FactScan scan, Found last, int at) =>
        (scan.Text.IsSign(last.End - 2, "-") || scan.Text.IsSign(last.Start, "-"))
        && scan.Text[at - 1] is { Kind: TokenKind.Word, Text.Length: > 2 }
        && Indexes.Of(last.End, at).All(i => scan.Text[i].Kind == TokenKind.Word || scan.Text.IsSign(i, ","));

    // "05332/55501-0, Fax -20": behind the last dash stands the extension that the tail takes the place of.
    private static int Replaced(SourceText text, Found last, int length) =>
        text[last.End - 1] is { Kind: TokenKind.Digits, IsSpaced: false } extension
        && text.IsSign(last.End - 2, "-")
        && extension.Text.Length < length
            ? extension.Text.Length
            : length;

    private static Found? Find(FactScan scan, int start, Found? last)
    {
        var (text, phones, country) = (scan.Text, PhoneNumberUtil.GetInstance(), scan.Region.Country ?? "ZZ");
        var cue = PhoneCues.Before(scan, start);
        var ends = PhoneForms.Ends(scan, start);
        cue =
            cue == PhoneCue.None && ends.Count > 0 && PhoneCues.IsBehind(text, start, ends[^1]) ? PhoneCue.Phone : cue;
        if (
            cue == PhoneCue.Other
            || (
                cue == PhoneCue.None
                && ends.Count > 0
                && Postcodes.EndAt(text, start, ends[^1], scan.Region.Country) == ends[^1]
            )
        )
        {
            return null;
        }

        var isNext = last is not null && PhoneForms.FollowsOn(text, last.End, start);
        if (cue == PhoneCue.None && !isNext && (IsWithinCode(text, start) || IsGrouped(text, start)))
        {
            return null;
        }
        for (var i = ends.Count - 1; i >= 0; i--)
        {
            var end = ends[i];
            var written = text.Words(start, end);
            // Parsing is dear where it fails: only what has the form of a number is parsed at all.
            if (
                written.Length < LeastDigits
                || written.Count(char.IsDigit) < LeastDigits
                || (cue == PhoneCue.None && !isNext && !PhoneForms.LooksWritten(text, start, end))
                || PhoneForms.IsSomethingElse(text, start, end, cue != PhoneCue.None)
                || TryParse(phones, text.Plain(start, end), country) is not { } number
            )
            {
                continue;
            }

            // What goes on with more digits is no whole number.
            if (cue == PhoneCue.None && i + 1 < ends.Count && text[end] is { Kind: TokenKind.Digits })
            {
                continue;
            }

            var isValid = phones.IsValidNumber(number);
            // A postcode or a house number after it: "030 23125412 10115 Berlin".
            if (
                isValid
                && i > 0
                && text[end] is { Kind: TokenKind.Word, IsCapital: true, IsSpaced: true }
                && text[end - 1] is { IsSpaced: true }
                && TryParse(phones, text.Plain(start, ends[i - 1]), country) is { } shorter
                && phones.IsValidNumber(shorter)
                && text.Words(start, ends[i - 1]).Count(char.IsDigit) > 8
            )
            {
                continue;
            }

            var isPossible = phones.IsPossibleNumber(number) && written.Count(char.IsDigit) > 6;
            if (
                isValid && (cue != PhoneCue.None || isNext || PhoneForms.LooksWritten(text, start, end))
                || isPossible
                    && (
                        cue != PhoneCue.None
                        || (isNext || PhoneForms.LooksWritten(text, start, end)) && written[0] is '+' or '0' or '('
                    )
            )
            {
                return new Found(start, end, phones.Format(number, PhoneNumberFormat.E164), cue);
            }
        }

        // A number without its area, a short code: kept as it is written.
        var whole = ends.Count > 0 ? ends[^1] : start;
        var digits = text.Words(start, whole).Count(char.IsDigit);
        var isTail =
            isNext && text[start] is { Kind: TokenKind.Digits } && digits is > 5 and < 9 && text.IsSign(start + 1, "-");
        return
            whole > start
            && text[start].Kind == TokenKind.Digits
            && digits is > 2 and < 9
            && (
                isTail
                || cue is PhoneCue.Phone or PhoneCue.Fax
                    && (digits > 5 && whole - start > 1 || IsShortCode(scan, start, digits))
            )
            && !PhoneForms.IsSomethingElse(text, start, whole, true)
            ? new Found(start, whole, null, cue)
            : null;
    }

    // "OP.218/051/16-0142" is the number of a register: no telephone number begins in the middle of something.
    private static bool IsWithinCode(SourceText text, int start) =>
        !text[start].IsSpaced
        && text[start - 1] is { Kind: TokenKind.Sign, Text: "/" or "." or "_", IsSpaced: false }
        && text[start - 2].Kind is TokenKind.Word or TokenKind.Digits;

    // "12 000–18 000" is an amount, "138 0555 0123" one number: none begins behind the first group.
    private static bool IsGrouped(SourceText text, int start) =>
        text[start].Kind == TokenKind.Digits && text[start - 1] is { Kind: TokenKind.Digits, Text.Length: < 4 };

    private static bool IsShortCode(FactScan scan, int start, int digits) =>
        digits is > 2 and < 7
        && scan.Text[start].Text.Length == digits
        && PhoneRoles
            .ChannelOf(scan, Math.Max(scan.Sentences.PartStart(start), start - 6), start)
            .Contains("sms", StringComparer.Ordinal);

    private static PhoneNumber? TryParse(PhoneNumberUtil phones, string plain, string country)
    {
        try
        {
            return phones.Parse(plain, country);
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    private static void Add(FactScan scan, Found found, Found? last)
    {
        var text = scan.Text;
        var isFax =
            found.Cue == PhoneCue.Fax
                && !(last is { Cue: PhoneCue.Fax } && PhoneForms.FollowsOn(text, last.End, found.Start))
            || last is { Cue: PhoneCue.Both } && PhoneForms.FollowsOn(text, last.End, found.Start);
        var value = new JsonObject { ["e164"] = found.Number, ["written"] = text.Words(found.Start, found.End) };
        var end = found.End;
        if (found.Number is null && text.Plain(found.Start, found.End) is { Length: < 7 } code)
        {
            value["shortCode"] = code;
        }

        end += text.IsSign(end, ",") && text.Is(end + 1, "phone.extension") > 0 ? 1 : 0;
        if (
            text.Is(end, "phone.extension") is var extension and > 0
            && text[text.SkipDot(end + extension)] is { Kind: TokenKind.Digits } inner
        )
        {
            value["extension"] = inner.Text;
            end = text.SkipDot(end + extension) + 1;
        }

        var start = PhoneRoles.Start(scan, found.Start);
        var (role, after) = PhoneRoles.Role(scan, start, found.Start, end);
        // "Orders: 0905 555 012 or 045 555 01 23": what is said before both.
        role =
            role.Length == 0 && last is not null && PhoneForms.FollowsOn(text, last.End, found.Start)
                ? last.Role
                : role;
        if (role.Length == 0 && text.IsSign(start - 1, ",") && PhoneRoles.NameBefore(scan, start - 1) is { } name)
        {
            role = name;
        }

        found.Role = role;
        if (role.Length > 0)
        {
            value["role"] = role;
        }

        end = Math.Max(end, after);
        var channels = PhoneRoles.ChannelsBeside(scan, start, end);
        if (channels.Length > 0)
        {
            value["channel"] = string.Join(", ", channels);
        }

        if (PhoneRoles.OnlyBy(scan, start, end) is { } only)
        {
            value["only"] = only;
        }

        scan.Add(isFax ? "fax" : "phone", value, start, end, takes: false);
        // "Tel./Fax: one number"
        if (
            found.Cue == PhoneCue.Both
            && !isFax
            && !(text.IsSign(end, "/") && (text[end + 1].Kind == TokenKind.Digits || text.IsSign(end + 1, "-")))
        )
        {
            scan.Add("fax", value.DeepClone(), start, end, takes: false);
        }

        var cue = text.Before(
            text.IsSign(found.Start - 1, ".") || text.IsSign(found.Start - 1, ":") ? found.Start - 1 : found.Start,
            "phone"
        ).Start;
        scan.Take(cue >= 0 ? cue : found.Start, Math.Max(found.End, end));
    }

    private sealed record Found(int Start, int End, string? Number, PhoneCue Cue)
    {
        public string Role { get; set; } = "";
    }
}
