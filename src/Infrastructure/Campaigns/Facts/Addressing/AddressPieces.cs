namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Addressing;

/// <summary>
/// The pieces of addresses as they stand in the text: streets before or behind their number, units, buildings, districts, places, postcodes.
/// Whatever is none of them divides addresses.
/// </summary>
internal sealed class AddressPieces
{
    private const int LongestNote = 12;

    private readonly FactScan scan;
    private readonly SourceText text;
    private readonly AddressWords names;
    private readonly Streets streets;
    private readonly Units units;

    public AddressPieces(FactScan scan)
    {
        (this.scan, text) = (scan, scan.Text);
        names = new AddressWords(scan);
        streets = new Streets(scan, names);
        units = streets.Units;
    }

    public List<AddressPiece> Read()
    {
        List<AddressPiece> pieces = [];
        for (var at = 0; at < text.Count; )
        {
            if (scan.IsTaken(at) || !Begins(at) || At(at) is not { } piece)
            {
                at++;
                continue;
            }

            // "Brno – Královo Pole"
            if (
                piece.Kind == PieceKind.Place
                && pieces.Count > 0
                && pieces[^1] is { Kind: PieceKind.Place } town
                && text.IsSign(town.End, "-")
                && town.End + 1 == piece.Start
                && !text.IsSign(town.Start - 1, "-")
            )
            {
                pieces[^1] = town with { End = piece.End };
            }
            else
            {
                pieces.Add(piece);
            }

            at = Math.Max(piece.End, at + 1);
        }

        return pieces;
    }

    // A name, a number that is not the rest of another, a number sign or a bracket.
    private bool Begins(int at) =>
        // "Sa n. V. Bahnhofplatz 4": the arrangement is none of it.
        text[at].Kind == TokenKind.Word
            && text.Before(at + 1, "appointment").Start < 0
        || text[at].Kind == TokenKind.Digits
            && (
                text[at].IsSpaced
                || text[at - 1].Text is not ("." or "," or ":" or "-" or "/" or "'")
                || text[at - 2].Kind != TokenKind.Digits
                || text.IsSign(at - 1, "/") && text.Before(at - 2, "address.unit").Start >= 0
            )
        || text.IsSign(at, '(', '#');

    private AddressPiece? At(int at)
    {
        var end = names.SegmentEnd(at);
        if (streets.IsLabelled(at, end))
        {
            return null;
        }

        // "с. Лещен № 55", "Sat Viscri nr. 155": the number of a house in a village.
        if (
            text.Is(at, "street.number") is var mark
            && mark > 0
            && text.Before(at, "address.village").Start < 0
            && Enumerable.Range(1, 4).Any(back => text.Is(at - back, "address.village") > 0)
            && text[text.SkipDot(at + mark)] is { Kind: TokenKind.Digits, Text.Length: < 4 }
        )
        {
            return new AddressPiece(PieceKind.Street, at, text.SkipDot(at + mark) + 1);
        }

        return PoBox(at, end)
            ?? streets.Corner(at, end)
            ?? Postcode(at, end)
            ?? streets.Street(at, end)
            ?? Town(at, end)
            ?? District(at, end)
            ?? units.Block(at, end)
            ?? units.Unit(at, end)
            ?? names.Region(at, end)
            ?? units.Building(at, end)
            ?? streets.NumberedName(at, end)
            ?? Place(at, end)
            ?? Note(at);
    }

    private AddressPiece? PoBox(int at, int end)
    {
        var box = text.Is(at, "address.pobox");
        if (box == 0)
        {
            return null;
        }

        var number = text.SkipDot(at + box);
        number += text.IsSign(number, ":") ? 1 : 0;
        number = text.SkipDot(number + text.Is(number, "street.number"));
        return number < end && text[number].Kind == TokenKind.Digits
            ? new AddressPiece(PieceKind.PoBox, at, names.DigitsEnd(number, end))
            : null;
    }

    private AddressPiece? Postcode(int at, int end)
    {
        var core = at + Math.Max(text.Is(at, "address.postcode"), text.Is(at, $"postcode.{scan.Region.Country}"));
        core = text.SkipDot(core);
        core += text.IsSign(core, ":") ? 1 : 0;
        var isLabelled = core > at;
        // "D-79098 Freiburg"
        core +=
            !isLabelled
            && text[core] is { Kind: TokenKind.Word, Text.Length: < 3, IsCapital: true }
            && text.IsSign(core + 1, "-")
            && text[core + 2] is { Kind: TokenKind.Digits, IsSpaced: false }
                ? 2
                : 0;
        if (text[core].Kind is not (TokenKind.Digits or TokenKind.Word))
        {
            return null;
        }

        var stop = Postcodes.EndAt(
            text,
            core,
            isLabelled ? names.SegmentEnd(core) : Math.Max(end, core),
            scan.Region.Country
        );
        if (stop == 0 || scan.AnyTaken(core, stop))
        {
            return null;
        }

        var hasLetters = text.Plain(core, stop).Any(char.IsLetter);
        // "Gorriti 4555 2º B": a unit follows the number of a house.
        if (!isLabelled && !hasLetters && stop < end && units.OneUnit(stop, end) > stop)
        {
            return null;
        }

        var besideName =
            stop < end && text[stop].Kind == TokenKind.Word && names.IsName(stop)
            || at > 0 && text[at - 1].Kind == TokenKind.Word && (names.IsName(at - 1) || names.IsJoined(at - 1))
            || text.IsSign(at - 1, ".") && !scan.Sentences.EndsAt(at - 1) && names.IsName(at - 2)
            || at > 1
                && text[at - 1].Text is "," or "-" or "("
                && (text[at - 2].Kind is TokenKind.Word or TokenKind.Digits || text.IsSign(at - 2, ")"))
                && !scan.IsTaken(at - 2)
            || text.IsSign(at - 1, ")")
            // "65026, Одеса, пров. Воронцовський, 5"
            || text.IsSign(stop, ",")
                && (at == 0 || scan.Sentences.EndsAt(at - 1) || text.IsSign(at - 1, ":"))
                && Cities.At(text, stop + 1).Any(city => city.Country == scan.Region.Country)
            || text[at - 1].Kind == TokenKind.Break && at > 1 && names.IsName(at - 2);
        return isLabelled || hasLetters || besideName
            ? new AddressPiece(PieceKind.Postcode, at, stop) { CoreStart = core, IsSure = isLabelled || hasLetters }
            : null;
    }

    // "м. Київ", "TP. Hồ Chí Minh"
    private AddressPiece? Town(int at, int end)
    {
        var town = text.Is(at, "address.town");
        var name = text.SkipDot(at + town);
        return town > 0 && name < end && names.IsName(name) && Place(name, end) is { } place
            ? place with
            {
                Start = at,
                // The mark of a city is none of its name; that of a village tells it from others.
                CoreStart = text.Is(at, "address.city") > 0 ? name : at,
            }
            : null;
    }

    private AddressPiece? District(int at, int end)
    {
        var district = text.Is(at, "address.district");
        var next = text.SkipDot(at + district);
        next += text.IsSign(next, ":") ? 1 : 0;
        if (
            district > 0
            && next < end
            && (names.IsName(next) || text[next] is { Kind: TokenKind.Digits, Text.Length: < 4 })
            && (
                text[at].Text.Length > 2
                || text.IsSign(at + 1, ".")
                || text[at].IsCapital
                || AddressWords.HasNoCase(text[at]) && district == 1 && text[next].IsSpaced
            )
        )
        {
            var stop = next;
            for (
                var words = 0;
                stop < end
                    && words < 5
                    && (stop == next || !names.EndsName(stop) || text.Is(stop, "address.district") > 0);
                stop++
            )
            {
                words += text[stop].Kind == TokenKind.Word ? 1 : 0;
                if (
                    stop > next
                    && (
                        text[stop].IsSpaced && Scripts.HasNoSpaces(text[stop].Text[0])
                        || Postcodes.EndAt(text, stop, end, scan.Region.Country) > 0
                        || text.Is(stop, "address.region") > 0
                    )
                )
                {
                    break;
                }
            }

            return new AddressPiece(PieceKind.District, at, WordEnd(stop, end));
        }

        // "Atatürk Mah.", "Lekki Phase 1"
        for (var i = at; i < Math.Min(end, at + 4) && names.IsName(i); i++)
        {
            if (
                i > at
                && text.Is(i, "address.district") is var word
                && word > 0
                && text[i + word] is { Kind: TokenKind.Digits, Text.Length: < 3 }
                && i + word + 1 == end
            )
            {
                return new AddressPiece(PieceKind.District, at, end);
            }

            if (i > at && text.Is(i, "address.district.after") is var after and > 0)
            {
                return new AddressPiece(PieceKind.District, at, text.SkipDot(i + after));
            }
        }

        return null;
    }

    private AddressPiece? Place(int at, int end)
    {
        if (!names.IsName(at) || names.IsOther(at) || AddressWords.HasNoCase(text[at]) && text.Is(at, "title") > 0)
        {
            return null;
        }

        var i = at;
        var words = 0;
        while (i < end && words < 5)
        {
            if (
                i > at
                && (
                    names.EndsName(i)
                    || units.OneUnit(i, end) > i
                    || Postcodes.EndAt(text, i, end, scan.Region.Country) > 0
                )
            )
            {
                break;
            }

            // "Praha 2", "Lyon 4e"
            if (text[i] is { Kind: TokenKind.Digits, Text.Length: < 3 } && i > at)
            {
                i += text[i + 1] is { IsSpaced: false, Kind: TokenKind.Word, Text.Length: < 3 } ? 2 : 1;
                break;
            }

            if (names.IsOther(i) || i > at && names.Region(i, end) is not null)
            {
                break;
            }

            if (
                !names.IsName(i)
                && text.Is(i, "particle") == 0
                // "Mníšek pod Brdy"; but "Vi bor Gl. Havn 3"
                && !(
                    text[i].Kind == TokenKind.Word
                    && text[i].Text.Length < 4
                    && names.IsName(i + 1)
                    && i > at
                    && text.Is(at, "common") == 0
                )
                && text[i].Text is not ("-" or "'")
                && !(text.IsSign(i - 1, "-") && !text[i].IsSpaced && text[i].Kind == TokenKind.Word)
                && !(
                    text.IsSign(i, ".")
                    && text[i - 1].Text.Length < 5
                    && i + 1 < end
                    && (i == at + 1 || !text[i + 1].IsSpaced)
                )
            )
            {
                break;
            }

            words += text[i].Kind == TokenKind.Word ? 1 : 0;
            i++;
        }

        while (
            i > at + 1
            && (
                text[i - 1].Kind == TokenKind.Sign
                || text[i - 1].Kind == TokenKind.Word && !names.IsName(i - 1) && !text.IsSign(i - 2, "-")
            )
        )
        {
            i--;
        }

        // "Dadar (W)"
        if (text.IsSign(i, "(") && text[i + 1] is { Kind: TokenKind.Word, Text.Length: 1 } && text.IsSign(i + 2, ")"))
        {
            i += 3;
        }

        // In a script without capitals a place is what stands alone between two commas.
        return
            AddressWords.HasNoCase(text[at])
            && (words > 3 || i < end && Postcodes.EndAt(text, i, end, scan.Region.Country) == 0)
            ? null
            : new AddressPiece(PieceKind.Place, at, i);
    }

    // Where words are not divided by blanks, the blank ends them.
    private int WordEnd(int at, int end)
    {
        while (
            at < end && !text[at].IsSpaced && text[at].Kind == TokenKind.Word && Scripts.HasNoSpaces(text[at].Text[0])
        )
        {
            at++;
        }

        return at;
    }

    private AddressPiece? Note(int at)
    {
        if (!text.IsSign(at, "("))
        {
            return null;
        }

        for (var i = at + 1; i < at + LongestNote; i++)
        {
            if (text.IsSign(i, ")"))
            {
                if (At(at + 1) is { Kind: not (PieceKind.Place or PieceKind.StreetName) } || names.IsCode(at + 1))
                {
                    return null;
                }

                // "(cour, esc. B, 3e)" says where in the house, and "(am Bahnhof)" where the house is.
                return
                    text.IsSign(i + 1, ",")
                    && Indexes.Of(at + 1, i).Any(inner => units.OneUnit(inner, names.SegmentEnd(inner)) > inner)
                    ? new AddressPiece(PieceKind.Unit, at + 1, i)
                    : new AddressPiece(PieceKind.Note, at, i + 1);
            }

            if (scan.IsTaken(i) || text[i].Kind == TokenKind.Break)
            {
                return null;
            }
        }

        return null;
    }
}
