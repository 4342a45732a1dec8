namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Addressing;

/// <summary>What the words of addresses are: names, words for streets, numbers of units, and where a stretch of them ends.</summary>
internal sealed class AddressWords
{
    public const int LongestId = 8;
    private const int LongestShort = 5;

    private readonly FactScan scan;
    private readonly SourceText text;

    // Where the segment ends that a token stands in, worked out once and from the end.
    private readonly int[] segmentEnds;

    public AddressWords(FactScan scan)
    {
        (this.scan, text) = (scan, scan.Text);
        segmentEnds = new int[text.Count + 1];
        segmentEnds[text.Count] = text.Count;
        for (var at = text.Count - 1; at >= 0; at--)
        {
            segmentEnds[at] = EndsSegment(at) || scan.Sentences.EndsAt(at) ? at : segmentEnds[at + 1];
        }
    }

    private bool EndsSegment(int at) => scan.IsTaken(at) || IsDivider(at) && !text.IsSign(at, ".");

    public int SegmentEnd(int at) => at >= text.Count || EndsSegment(at) ? at : segmentEnds[at + 1];

    /// <summary>Whether the token only divides pieces.</summary>
    public bool IsDivider(int at) =>
        text[at].Kind == TokenKind.Break
        || text[at].Kind == TokenKind.Sign
            && (
                text[at].Text is "," or ";" or "(" or ")" or "[" or "]" or "|" or "\u00B7" or "\u2022" or "\u3001"
                || text[at].Text is "-" or "/" && text[at].IsSpaced && text[at + 1].IsSpaced
                || text[at].Text is "." && scan.Sentences.EndsAt(at) is false && text[at + 1].IsSpaced
            );

    public bool IsStreetWord(int at) =>
        text.Is(at, "street") is var length
        && length > 0
        && (text[at].IsSpaced || text[at - 1].Kind != TokenKind.Digits)
        && (
            text[at].IsCapital
            || HasNoCase(text[at])
            || text[at].Text.Length > 1 && text.Has("street")
            || text.IsSign(at + 1, ".") && text[at + 2].Kind == TokenKind.Digits
        );

    // "Wollgrasstr", "Fjellgata", "Karhunkatu": the word ends as streets do.
    public bool IsCompound(int at) =>
        text[at] is { Kind: TokenKind.Word, Text.Length: > 4 }
        && (text[at].IsCapital || text.HasNoCapitals)
        && (
            text.Compound(at, "street.ending")
            // "Aleksanterink. 21", "Solbakkvn. 14"
            || text.Compound(at, "street.short.ending")
                && text.IsSign(at + 1, ".")
                && text[at + 2].Kind == TokenKind.Digits
        );

    // A word that begins something else ends a name.
    public bool EndsName(int at) =>
        text[at].IsSpaced && Scripts.HasNoSpaces(text[at].Text[0])
        || text.Is(at, "address.pobox") > 0
        || text.Is(at, "address.postcode") > 0
        || text.Is(at, "street.none") > 0
        || text.Is(at, "street.number") > 0
            && (
                text[text.SkipDot(at + text.Is(at, "street.number"))].Kind == TokenKind.Digits
                || text.IsSign(at + text.Is(at, "street.number"), ":")
            )
        || text.Is(at, "address.district") > 0
            && (text.IsSign(at + 1, ".") || HasNoCase(text[at]))
            && text[at].Kind == TokenKind.Word
        || text.Is(at, "address.unit") is var unit
            && unit > 0
            && text[at].IsSpaced
            && text.SkipDot(at + unit) is var next
            && IsId(next)
            && text[next].Kind == TokenKind.Digits
        || text.IsSign(at, "#")
        || text[at].Text == "km" && text[text.SkipDot(at + 1)].Kind == TokenKind.Digits;

    public bool IsName(int at) =>
        text[at] is { Kind: TokenKind.Word } word
        && (word.IsCapital || HasNoCase(word) || text.HasNoCapitals || IsElided(word))
        && !scan.IsTaken(at);

    // "bd d'Anfa"
    private bool IsElided(Token word) =>
        word.Text.IndexOf('\'', StringComparison.Ordinal) is var mark
        && mark is > 0 and < 3
        && word.Start + mark + 1 < word.End
        && char.IsUpper(text.Text[word.Start + mark + 1]);

    public bool IsOther(int at) =>
        text.Of(at, "currency.").Length > 0
            && text[at].Text.Length > 1
            // "Lâm Đồng" is a province, and "đồng" money.
            && !(text[at].IsCapital && text[at - 1].IsCapital && text[at + 1].Kind != TokenKind.Digits)
        || text.Of(at, "day.").Name.Length == 2
            && (text[at].Text.Length > 2 && !IsJoined(at) || text[at].Text.Length == 2 && text.IsSign(at + 1, "."))
        || text.Of(at, "month.").Length > 0 && text[at].Text.Length > 2 && !IsJoined(at)
        || text.Is(at, "closed") > 0
        || text.Is(at, "open") > 0 && !text[at].IsCapital
        || text.Is(at, "clock.am") + text.Is(at, "clock.pm") > 0
            && text[at - 1] is { Kind: TokenKind.Digits, Text.Length: < 3 }
        || text.Is(at, "phone") > 0 && text[at].Text.Length > 2 && text[at].Text is not ("number" or "office");

    // "Beira-Mar"
    public bool IsJoined(int at) =>
        text.IsSign(at - 1, "-") && !text[at].IsSpaced && text.Of(at - 2, "day.").Name.Length != 2;

    public static bool HasCase(Token token) => char.ToUpperInvariant(token.Text[0]) != token.Text[0];

    public static bool HasNoCase(Token token) => token.Kind == TokenKind.Word && !HasCase(token);

    public bool IsRoman(int at) =>
        text[at] is { Kind: TokenKind.Word, IsCapital: true, Text: "i" or "ii" or "iii" or "iv" or "v" or "vi" };

    public bool IsId(int at) =>
        text[at].Kind == TokenKind.Digits
        || text[at] is { Kind: TokenKind.Word, Text.Length: 1 }
        || text[at] is { Kind: TokenKind.Word, IsCapital: true, Text.Length: < 4 } word
            && word.Text.All(c => c is 'i' or 'v' or 'x')
        || text.IsSign(at, "\"") && text[at + 1].Text.Length == 1;

    public bool IsCode(int at) =>
        text[at] is { Kind: TokenKind.Word, Text.Length: 2 or 3 } token
        && char.IsAsciiLetter(token.Text[0])
        && text.Text[token.Start..token.End].All(char.IsAsciiLetterUpper)
        && scan.Region.Country is "US" or "CA" or "AU" or "BR" or "IT" or "MX" or "IN" or "AR" or "ES" or "MY";

    public AddressPiece? Region(int at, int end)
    {
        if (
            text.Is(at, "address.region") is var word
            && word > 0
            && text.SkipDot(at + word) is var name
            && name < end
            && IsName(name)
        )
        {
            var stop = name;
            while (
                stop < end
                && stop - name < 4
                && IsName(stop)
                && !EndsName(stop)
                && Postcodes.EndAt(text, stop, end, scan.Region.Country) == 0
            )
            {
                stop++;
            }

            return new AddressPiece(PieceKind.Region, at, stop);
        }

        if (
            scan.Region.Country is { } country
            && text.Is(at, $"region.{country}") is var known
            && known > 0
            && text[at].IsCapital
            && (IsBehindName(at) || text.IsSign(at - 1, "("))
        )
        {
            // "Qro." is an abbreviation, and "Johor." ends a sentence.
            var stop = at + known;
            return new AddressPiece(
                PieceKind.Region,
                at,
                text[stop - 1].Text.Length < LongestShort ? text.SkipDot(stop) : stop
            );
        }

        // "TX", "NSW", "(BO)", "/SP"
        return
            IsCode(at)
            && (at + 1 == end || Postcodes.EndAt(text, at + 1, end, scan.Region.Country) > 0)
            && (IsBehindName(at) || text.IsSign(at - 1, '(', '/') && IsName(at - 2))
            ? new AddressPiece(PieceKind.Region, at, at + 1)
            : null;
    }

    public bool IsBehindName(int at) =>
        IsName(at - 1) || text[at - 1].Text is "," or "-" && (IsName(at - 2) || text.IsSign(at - 2, ")"));

    public int DigitsEnd(int at, int end)
    {
        var stop = at + 1;
        while (
            stop + 1 < Math.Min(end, at + LongestId)
            && text[stop] is { IsSpaced: false, Kind: TokenKind.Sign, Text: "." or "," or "-" }
            && text[stop + 1] is { IsSpaced: false, Kind: TokenKind.Digits }
        )
        {
            stop += 2;
        }

        return stop;
    }
}
