namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Addressing;

/// <summary>Floors, flats and doors, blocks and buildings.</summary>
internal sealed class Units(FactScan scan, AddressWords names, Streets streets)
{
    private const int MostUnits = 6;
    private const int MostEntranceWords = 7;

    private readonly SourceText text = scan.Text;

    /// <summary>"Flat 3", "2nd Flr", "2. OG", "2º B", "3 tr", "#C", "scala B int. 7", "r/c esq."</summary>
    public AddressPiece? Unit(int at, int end)
    {
        var stop = at;
        for (
            var (i, units) = (at, 0);
            i < end && units < MostUnits && OneUnit(i, end) is var next && next > i;
            (i, units) = (next, units + 1)
        )
        {
            stop = next;
        }

        return stop > at ? new AddressPiece(PieceKind.Unit, at, stop) : null;
    }

    public int OneUnit(int at, int end)
    {
        if (text.IsSign(at, "#"))
        {
            return
                text[at + 1]
                    is { IsSpaced: false, Kind: TokenKind.Digits }
                        or { IsSpaced: false, Kind: TokenKind.Word, Text.Length: 1 }
                ? IdEnd(at + 1, end)
                : at;
        }

        if (IsFlat(at))
        {
            return at + 2;
        }

        if (Entrance(at, end) is var entrance && entrance > at)
        {
            return entrance;
        }

        var unit = text.Is(at, "address.unit");
        if (unit > 0 && streets.IsLabelled(at, end))
        {
            return at;
        }

        if (unit > 0)
        {
            var next = text.SkipDot(at + unit);
            next += text.IsSign(next, ":") ? 1 : 0;
            next = text.SkipDot(next + text.Is(next, "street.number"));
            next += text.IsSign(next, ":") ? 1 : 0;
            // "gate w/ the blue drum" is no gate W.
            if (
                next < end
                && names.IsId(next)
                && text[next].Text.Length < 5
                && !(text.IsSign(next + 1, "/") && text[next + 2].IsSpaced)
            )
            {
                return IdEnd(next, end);
            }

            if (
                next < end
                && AddressWords.HasNoCase(text[next])
                && text[next].Kind == TokenKind.Word
                && next + 1 == end
            )
            {
                return next + 1;
            }

            // "Reading Room" is a name.
            if (
                next >= end
                && text[at].IsCapital
                && text[at - 1] is { Kind: TokenKind.Word, IsCapital: true }
                && unit == 1
                && !scan.IsTaken(at - 1)
            )
            {
                return at;
            }

            // Alone it must be a whole piece, and no common word: "Hinterhaus", "basement", "kld."
            if (
                (unit > 1 || text[at].Text.Length > 3)
                && next + 1 == end
                && text[next] is { Kind: TokenKind.Word, IsCapital: false }
            )
            {
                return end;
            }

            return next >= end || unit > 1 || text.Is(next, "address.unit") > 0 || text.IsSign(next, ".") ? next : at;
        }

        if (text[at].Kind == TokenKind.Digits && text[at].Text.Length < 3)
        {
            var next = at + 1;
            next += text.IsSign(next, ".") && !text[next].IsSpaced ? 1 : 0;
            var sign = text[next] is { IsSpaced: false, Text: "\u00BA" or "\u00AA" or "o" or "a" } ? 1 : 0;
            var ordinal = sign > 0 ? sign : text.Is(next, "ordinal");
            ordinal =
                ordinal == 0
                && text[next] is { IsSpaced: false, Kind: TokenKind.Word, Text.Length: < 4 }
                && text.Is(next, "address.unit") == 0
                && text.Is(next + 1, "address.unit") > 0
                    ? 1
                    : ordinal;
            next += ordinal;
            next = text.IsSign(next, ".") && ordinal > 0 ? next + 1 : next;
            // "17 bajo", "47 r/c": what has no number of its own stands behind that of the house.
            if (
                text.Is(next, "address.unit") is var word
                && word > 0
                && next < end
                && !names.IsOther(next)
                && (ordinal > 0 || text.Is(next, "address.unit.alone") == 0)
            )
            {
                var stop = text.SkipDot(next + word);
                // "2e étage gauche", "3º B"
                return
                    stop < end
                    && text[stop] is { Kind: TokenKind.Word } side
                    && (side.Text.Length == 1 || !side.IsCapital && AddressWords.HasCase(side))
                    && stop + 1 == end
                    ? stop + 1
                    : stop;
            }

            // "3º B", "1º dcha."
            if (sign > 0 && next < end && next + 4 > end)
            {
                return end;
            }
        }

        // "Király u. 55. I/3"
        if (
            names.IsRoman(at)
            && text.IsSign(at + 1, "/")
            && text[at + 2] is { Kind: TokenKind.Digits, IsSpaced: false }
        )
        {
            return at + 3;
        }

        // "II p."
        return
            names.IsRoman(at)
            && text.SkipDot(at + 1) is var roman
            && text.Is(roman, "address.unit") is var after
            && after > 0
            && roman < end
            ? text.SkipDot(roman + after)
            : at;
    }

    /// <summary>Finnish "Mannerkuja 6 A 14": the staircase and the flat.</summary>
    public bool IsFlat(int at) =>
        scan.Region.Country == "FI"
        && text[at] is { Kind: TokenKind.Word, Text.Length: 1, IsCapital: true, IsSpaced: true }
        && text[at - 1].Kind == TokenKind.Digits
        && text[at + 1] is { Kind: TokenKind.Digits, Text.Length: < 4 };

    // "inng. fra bakgården", "entrance round the back", "вхід з двору": the rest of the piece says which.
    private int Entrance(int at, int end)
    {
        if (text.Is(at, "address.entrance") is not (var word and > 0))
        {
            return at;
        }

        var next = text.SkipDot(at + word);
        return next < end && names.IsId(next) ? IdEnd(next, end)
            : end - next < MostEntranceWords
            && !Indexes.Of(next, end).Any(i => text[i].Text.Length > 2 && text[i].Kind == TokenKind.Digits)
                ? end
            : at;
    }

    // "210-B", "12/B", "A2", "B'"
    public int IdEnd(int at, int end)
    {
        var stop = at + 1;
        while (
            stop < Math.Min(end, at + AddressWords.LongestId)
            && (
                text[stop] is { IsSpaced: false, Kind: TokenKind.Digits }
                || text[stop] is { IsSpaced: false, Kind: TokenKind.Word, Text.Length: < 3 }
                || text[stop] is { IsSpaced: false, Text: "-" or "/" }
                    && text[stop + 1] is { IsSpaced: false, Kind: TokenKind.Digits or TokenKind.Word, Text.Length: < 4 }
                    && !(text.IsSign(stop, "/") && streets.NumberedStreet(stop + 1, end) is not null)
                || text[stop].Text is "'" or "\"" && !text[stop].IsSpaced
            )
        )
        {
            stop++;
        }

        return stop;
    }

    // "Bldg 3", "bât. C", "rakennus C"
    public AddressPiece? Block(int at, int end) =>
        text.Is(at, "address.block") is var block
        && block > 0
        && text.SkipDot(at + block) is var id
        && text.SkipDot(id + text.Is(id, "street.number")) is var first
        && first < end
        && names.IsId(first)
            ? new AddressPiece(PieceKind.Building, at, IdEnd(first, end))
            : null;

    public AddressPiece? Building(int at, int end)
    {
        if (
            text.Is(at, "address.near") is var near
            && near > 0
            && text.SkipDot(at + near) is var what
            && what < end
            && (
                names.IsName(what)
                || text.Is(what, "particle") > 0
                || text.Is(what, "article") > 0
                || text.IsSign(at - 1, "(") && text[what].Kind == TokenKind.Word
            )
        )
        {
            return new AddressPiece(PieceKind.Building, at, Math.Min(end, at + near + Streets.MostNameWords));
        }

        if (!names.IsName(at) && text.Is(at, "address.building") == 0)
        {
            return null;
        }

        var isBuilding = false;
        var stop = at;
        for (
            ;
            stop < end
                && stop - at < Streets.MostNameWords
                && (
                    names.IsName(stop)
                    || text.Is(stop, "address.building") > 0
                    || text.Is(stop, "particle") > 0
                    || text[stop].Text is "-" or "'" or "&"
                    || text[stop].Text is "\"" or "\u00AB" or "\u00BB"
                    || text.IsSign(stop, ".") && text[stop - 1].Text.Length < 4
                    || text[stop].Kind == TokenKind.Digits && stop > at && text[stop].Text.Length < 4 && stop + 1 == end
                )
                && !names.IsOther(stop);
            stop++
        )
        {
            isBuilding |= text.Is(stop, "address.building") > 0;
            // "Dom kultury": what follows the word for it, up to the end of the piece.
            if (
                stop == at
                && isBuilding
                && text[at].IsCapital
                && end - at is > 1 and < 5
                && Indexes.Of(at + 1, end).All(i => text[i] is { Kind: TokenKind.Word, IsCapital: false })
            )
            {
                return new AddressPiece(PieceKind.Building, at, end);
            }

            if (
                stop > at
                && text.Is(stop, "address.unit") > 0
                && text.Is(stop, "address.building") == 0
                && names.IsId(text.SkipDot(stop + 1))
            )
            {
                break;
            }
        }

        // "K Nádraží 155" is a street: a number belongs to a building whose word begins it.
        if (text[stop - 1].Kind == TokenKind.Digits && text.Is(at, "address.building") == 0)
        {
            return null;
        }

        return isBuilding && (stop - at > 1 || text.IsSign(at - 1, "(") && stop == end)
            ? new AddressPiece(PieceKind.Building, at, stop)
            : null;
    }
}
