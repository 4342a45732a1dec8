namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Telephones;

internal enum PhoneCue
{
    None,
    Phone,
    Fax,
    Both,
    Other,
}

/// <summary>What the words before a number say that it is.</summary>
internal static class PhoneCues
{
    private const int LeastDigits = 7;

    /// <summary>"26 555012 or WhatsApp +357 99 555012": what stands beside a number that is called so is one too.</summary>
    public static bool IsBehind(SourceText text, int start, int end)
    {
        var or = Math.Max(text.Is(end, "or"), text.IsSign(end, "/") && text[end].IsSpaced ? 1 : 0);
        var cue = Math.Max(text.Of(end + or, "channel.").Length, text.Is(end + or, "phone"));
        return or > 0
            && cue > 0
            && Indexes.Of(start, end).Sum(i => text[i].Kind == TokenKind.Digits ? text[i].Text.Length : 0)
                >= LeastDigits
            && (text[end + or + cue].Kind == TokenKind.Digits || text[end + or + cue].Text is "+" or "(" or ":" or ".");
    }

    public static PhoneCue Before(FactScan scan, int start)
    {
        var text = scan.Text;
        var from = Math.Max(scan.Sentences.StartOf(start), start - 8);
        for (var i = start - 1; i >= from; i--)
        {
            // "na č. 732 555 014": the longer words.
            var word = text.IsSign(i, ".") ? i : i + 1;
            var isCalled = text.Before(word, "phone").Start is >= 0 and var called && called < word - 1;
            if (
                text.Before(i + 1, "registration").Start >= 0 && !isCalled
                || text.Before(i + 1, "phone.not").Start >= 0
            )
            {
                return PhoneCue.Other;
            }

            if (
                text.Before(i + 1, "fax").Start is var sign and >= 0
                // "T 93 555 01 23, F 93 555 01 24"
                && (text[sign].Text.Length > 1 || text[sign].IsCapital && i == start - 1)
            )
            {
                // "Tel/Fax: A / B": the first is the telephone.
                var other = text.Before(i + 1, "fax").Start - 1;
                while (other > from && text[other] is { Kind: TokenKind.Sign } || text.Is(other, "and") > 0)
                {
                    other--;
                }

                return text.Before(other + 1, "phone").Start >= 0 ? PhoneCue.Both : PhoneCue.Fax;
            }

            if (
                text.Before(i + 1, "phone").Start is var cue and >= 0
                    && (
                        text[cue].Text.Length > 1
                        || text[cue + 1].Text is ":" or "."
                        || !char.IsAsciiLetter(text[cue].Text[0])
                    )
                || text.Before(i + 1, "channel.").Start >= 0
            )
            {
                return PhoneCue.Phone;
            }

            if (text[i].Kind == TokenKind.Digits || text[i].Text is ")" or "," && i < start - 1)
            {
                break;
            }
        }

        return PhoneCue.None;
    }
}
