namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Addressing;

/// <summary>
/// The pieces of addresses as they stand in the text: streets before or behind their number, units, buildings, districts, places, postcodes.
/// Whatever is none of them divides addresses.
/// </summary>
internal sealed class AddressPieces(FactScan scan)
{
    private const int MostNameWords = 6;
    private const int LongestNote = 7;

    private const int MostUnits = 6;
    private const int LongestId = 8;

    private readonly SourceText text = scan.Text;

    // Where the segment ends that a token stands in, worked out once and from the end.
    private readonly int[] segmentEnds = new int[scan.Text.Count + 1];

    public List<AddressPiece> Read()
    {
        segmentEnds[text.Count] = text.Count;
        for (var at = text.Count - 1; at >= 0; at--)
        {
            segmentEnds[at] = EndsSegment(at) || scan.Sentences.EndsAt(at) ? at : segmentEnds[at + 1];
        }

        List<AddressPiece> pieces = [];
        for (var at = 0; at < text.Count; )
        {
            if (scan.IsTaken(at) || !Begins(at) || At(at) is not { } piece)
            {
                at++;
                continue;
            }

            pieces.Add(piece);
            at = Math.Max(piece.End, at + 1);
        }

        return pieces;
    }

    // A name, a number that is not the rest of another, a number sign or a bracket.
    private bool Begins(int at) =>
        text[at].Kind == TokenKind.Word
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
        var end = SegmentEnd(at);
        return PoBox(at, end)
            ?? Corner(at, end)
            ?? Postcode(at, end)
            ?? Street(at, end)
            ?? Town(at, end)
            ?? District(at, end)
            ?? Block(at, end)
            ?? Unit(at, end)
            ?? Region(at, end)
            ?? Building(at, end)
            ?? NumberedName(at, end)
            ?? Place(at, end)
            ?? Note(at);
    }

    /// <summary>Whether the token only divides pieces.</summary>
    public bool IsDivider(int at) =>
        text[at].Kind == TokenKind.Break
        || text[at].Kind == TokenKind.Sign
            && (
                text[at].Text is "," or ";" or "(" or ")" or "[" or "]" or "|" or "\u00B7" or "\u2022" or "\u3001"
                || text[at].Text is "-" or "/" && text[at].IsSpaced && text[at + 1].IsSpaced
                || text[at].Text is "." && scan.Sentences.EndsAt(at) is false && text[at + 1].IsSpaced
            );

    private int SegmentEnd(int at) => at >= text.Count || EndsSegment(at) ? at : segmentEnds[at + 1];

    private bool EndsSegment(int at) => scan.IsTaken(at) || IsDivider(at) && !text.IsSign(at, ".");

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
            ? new AddressPiece(PieceKind.PoBox, at, DigitsEnd(number, end))
            : null;
    }

    // "Corner of 5th and Alder", "Angle rue Ibn Sina et bd Zerktouni"
    private AddressPiece? Corner(int at, int end)
    {
        var corner = text.Is(at, "address.corner");
        return
            corner > 0
            && end - at is > 3 and < 14
            && Indexes
                .Of(at + corner, end)
                .Any(i =>
                    text.Is(i, "street") > 0 || text.Is(i, "street.before") > 0 || text.Compound(i, "street.ending")
                )
            && Indexes.Of(at + corner, end).Any(i => text.Is(i, "and") > 0 || text.Is(i, "street.before") > 0)
            ? new AddressPiece(PieceKind.Street, at, end)
            : null;
    }

    private AddressPiece? Postcode(int at, int end)
    {
        var core = at + text.Is(at, "address.postcode");
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

        var stop = Postcodes.EndAt(text, core, Math.Max(end, core), scan.Region.Country);
        if (stop == 0 || scan.AnyTaken(core, stop))
        {
            return null;
        }

        var hasLetters = text.Plain(core, stop).Any(char.IsLetter);
        var besideName =
            stop < end && text[stop].Kind == TokenKind.Word && IsName(stop)
            || at > 0 && text[at - 1].Kind == TokenKind.Word && (IsName(at - 1) || IsJoined(at - 1))
            || text.IsSign(at - 1, ".") && !scan.Sentences.EndsAt(at - 1) && IsName(at - 2)
            || at > 1
                && text[at - 1].Text is "," or "-" or "("
                && text[at - 2].Kind is TokenKind.Word or TokenKind.Digits
                && !scan.IsTaken(at - 2)
            || text.IsSign(at - 1, ")")
            || text[at - 1].Kind == TokenKind.Break && at > 1 && IsName(at - 2);
        return isLabelled || hasLetters || besideName
            ? new AddressPiece(PieceKind.Postcode, at, stop) { CoreStart = core, IsSure = isLabelled || hasLetters }
            : null;
    }

    private AddressPiece? Street(int at, int end) =>
        NumberedStreet(at, end) ?? PrefixedStreet(at, at, end) ?? NamedStreet(at, end);

    // "12 bis, rue des Tanneurs", "4410 N Calloway Pkwy", "99/12 ถนน…", "No. 7 Mill Lane"
    private AddressPiece? NumberedStreet(int at, int end)
    {
        var first = text.SkipDot(at + text.Is(at, "street.number"));
        first += text.IsSign(first, ":") ? 1 : 0;
        if (
            text[first] is not { Kind: TokenKind.Digits, Text.Length: < 6 }
            || first >= end
            || text.Is(first + 1, "ordinal") > 0 && !text[first + 1].IsSpaced
        )
        {
            return null;
        }

        var number = NumberEnd(first, end, false);
        var name = number + (text.IsSign(number, ",") ? 1 : 0);
        if (
            PrefixedStreet(at, name, Math.Max(end, SegmentEnd(name))) is { } prefixed
            && !scan.AnyTaken(first, prefixed.End)
        )
        {
            return prefixed with { Kind = PieceKind.Street };
        }

        // The number stands before the name, and the name ends with a word for street.
        for (var i = number; i < Math.Min(end, number + MostNameWords); i++)
        {
            if (IsStreetWord(i) && i > number)
            {
                var stop = Direction(text.SkipDot(i + text.Is(i, "street")), end);
                // "1453. Sok. No: 7" has its number behind the name.
                if (!text.IsSign(stop, "#") && HouseNumber(stop, end) > stop)
                {
                    return null;
                }

                // "Wharf St": the longer name; "Mill Lane House" is a building.
                if (stop < end && IsStreetWord(stop))
                {
                    continue;
                }

                return new AddressPiece(PieceKind.Street, at, stop);
            }

            if (
                !(
                    text[i] is { Kind: TokenKind.Word } word
                    && (word.IsCapital || HasNoCase(word) || text.Is(i, "particle") > 0 || text.Is(i, "ordinal") > 0)
                )
                    && !(text[i].Kind == TokenKind.Digits && text.Is(i + 1, "ordinal") > 0)
                    && !text.IsSign(i, '.', '\'')
                    && !text.IsSign(i, "-")
                || IsOther(i)
            )
            {
                break;
            }
        }

        return null;
    }

    // "rue des Tanneurs 12", "Av. da Liberdade, n.º 110", "Cra. 7 # 45-12", "Carr. Federal 57 km 12.5", "Plaza Mayor s/n"
    private AddressPiece? PrefixedStreet(int start, int at, int end)
    {
        var prefix = text.Is(at, "street.before");
        if (prefix == 0)
        {
            return null;
        }

        // "R." and "C/" are streets, a letter alone is not.
        if (text[at].Text.Length == 1 && prefix == 1 && !text.IsSign(at + 1, '.', '/'))
        {
            return null;
        }

        var i = text.SkipDot(at + prefix);
        i += text.IsSign(i, "/") && !text[i].IsSpaced ? 1 : 0;
        if (
            !(
                IsName(i)
                || text[i].Kind == TokenKind.Digits
                || text.Is(i, "particle") > 0
                || text[i].Text.Length < 4 && IsName(i + 1)
                || text.Is(i, "street.before") > 0
                || text.Is(i, "street.number") > 0
            )
        )
        {
            return null;
        }

        // Where streets are one word, a small word before a name is a street only with a number.
        var isCompounding = text.Endings("street").Count > 0;
        var words = 0;
        while (i < end && words < MostNameWords + 2 && !EndsName(i))
        {
            if (text[i].Kind == TokenKind.Digits && (words > 0 || text[i].Text.Length < 5))
            {
                break;
            }

            if (text[i].Kind == TokenKind.Sign && text[i].Text is not ("." or "-" or "'" or "&" or "\""))
            {
                break;
            }

            // "am Montag 9"
            if (IsOther(i) && isCompounding)
            {
                return null;
            }

            if (IsRoman(i) && text.IsSign(i + 1, "/"))
            {
                break;
            }

            words += text[i].Kind == TokenKind.Word ? 1 : 0;
            i++;
        }

        while (
            i > at + prefix
            && text[i - 1].Kind == TokenKind.Sign
            && text[i - 1].Text is "-" or "&"
            && (text[i].IsSpaced || text[i].Kind != TokenKind.Digits)
        )
        {
            i--;
        }

        if (Kilometre(i, end) is var far && far > i)
        {
            return new AddressPiece(PieceKind.Street, start, far);
        }

        if (HouseNumber(i, end) is var number && number > i)
        {
            // "ngõ 82 Chùa Láng": the number of an alley, and the street that it leaves.
            while (words == 0 && number < end && IsName(number) && !EndsName(number))
            {
                number++;
            }

            return new AddressPiece(PieceKind.Street, start, number);
        }

        return (words > 0 || i > at + prefix) && (!isCompounding || text[at].IsCapital)
            ? new AddressPiece(PieceKind.StreetName, start, i)
            : null;
    }

    // "Karl-Heine-Straße 12", "Bağdat Cad. No: 312", "Király u. 44.", "Bermondsey St"
    private AddressPiece? NamedStreet(int at, int end)
    {
        if (!IsName(at) && text[at].Kind != TokenKind.Digits)
        {
            return null;
        }

        for (var i = at; i < Math.Min(end, at + MostNameWords); i++)
        {
            if (i > at && text.Is(i, "address.district.after") > 0)
            {
                return null;
            }

            var isCompound = IsCompound(i);
            if ((isCompound || IsStreetWord(i)) && (i > at || isCompound))
            {
                var stop = text.SkipDot(i + Math.Max(1, text.Is(i, "street")));
                if (HouseNumber(stop, end) is var number && number > stop)
                {
                    return new AddressPiece(PieceKind.Street, at, number);
                }

                if (!isCompound && !(stop < end && IsStreetWord(stop)))
                {
                    stop = Direction(stop, end);
                    return text[at].Kind == TokenKind.Word || text.Is(at + 1, "ordinal") > 0 || text.IsSign(at + 1, ".")
                        ? new AddressPiece(PieceKind.StreetName, at, stop)
                        : null;
                }
            }

            if (
                !(IsName(i) || text.Is(i, "particle") > 0 || text[i].Text is "-" or "'")
                    && !(text.IsSign(i, ".") && (text[i - 1].Text.Length < 4 || text[i - 1].Kind == TokenKind.Digits))
                    && !(i == at && text[i].Kind == TokenKind.Digits)
                    && !(i == at + 1 && text.Is(i, "ordinal") > 0)
                || IsOther(i)
            )
            {
                break;
            }
        }

        return null;
    }

    // "м. Київ", "TP. Hồ Chí Minh"
    private AddressPiece? Town(int at, int end)
    {
        var town = text.Is(at, "address.town");
        var name = text.SkipDot(at + town);
        return town > 0 && name < end && IsName(name) && Place(name, end) is { } place
            ? place with
            {
                Start = at,
                CoreStart = at,
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
            && (IsName(next) || text[next] is { Kind: TokenKind.Digits, Text.Length: < 4 })
            && (text[at].Text.Length > 2 || text.IsSign(at + 1, ".") || text[at].IsCapital)
        )
        {
            var stop = next;
            for (
                var words = 0;
                stop < end && words < 5 && (stop == next || !EndsName(stop) || text.Is(stop, "address.district") > 0);
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

        // "Atatürk Mah."
        for (var i = at; i < Math.Min(end, at + 4) && IsName(i); i++)
        {
            if (i > at && text.Is(i, "address.district.after") is var after and > 0)
            {
                return new AddressPiece(PieceKind.District, at, text.SkipDot(i + after));
            }
        }

        return null;
    }

    private AddressPiece? Region(int at, int end)
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
            while (stop < end && stop - name < 4 && IsName(stop) && !EndsName(stop))
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
            return new AddressPiece(PieceKind.Region, at, text.SkipDot(at + known));
        }

        // "TX", "NSW", "(BO)", "/SP"
        return
            IsCode(at)
            && (at + 1 == end || Postcodes.EndAt(text, at + 1, end, scan.Region.Country) > 0)
            && (IsBehindName(at) || text.IsSign(at - 1, '(', '/') && IsName(at - 2))
            ? new AddressPiece(PieceKind.Region, at, at + 1)
            : null;
    }

    private bool IsBehindName(int at) =>
        IsName(at - 1) || text[at - 1].Text is "," or "-" && (IsName(at - 2) || text.IsSign(at - 2, ")"));

    private bool IsCode(int at) =>
        text[at] is { Kind: TokenKind.Word, Text.Length: 2 or 3 } token
        && char.IsAsciiLetter(token.Text[0])
        && text.Text[token.Start..token.End].All(char.IsAsciiLetterUpper)
        && scan.Region.Country is "US" or "CA" or "AU" or "BR" or "IT" or "MX" or "IN" or "AR" or "ES" or "MY";

    /// <summary>"Flat 3", "2nd Flr", "2. OG", "2º B", "3 tr", "#C", "scala B int. 7", "r/c esq."</summary>
    private AddressPiece? Unit(int at, int end)
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

    private int OneUnit(int at, int end)
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

        var unit = text.Is(at, "address.unit");
        if (unit > 0)
        {
            var next = text.SkipDot(at + unit);
            next += text.IsSign(next, ":") ? 1 : 0;
            next = text.SkipDot(next + text.Is(next, "street.number"));
            next += text.IsSign(next, ":") ? 1 : 0;
            if (next < end && IsId(next))
            {
                return IdEnd(next, end);
            }

            if (next < end && HasNoCase(text[next]) && text[next].Kind == TokenKind.Word && next + 1 == end)
            {
                return next + 1;
            }

            // "inng. fra bakgården"
            if (
                next < end
                && end - next < 5
                && text[next] is { Kind: TokenKind.Word, IsCapital: false }
                && HasCase(text[next])
                && text.IsSign(next - 1, ".")
            )
            {
                return end;
            }

            // Alone it must be a whole piece, and no common word: "Hinterhaus", "basement", "kld."
            if (unit > 1 && next + 1 == end && text[next] is { Kind: TokenKind.Word, IsCapital: false })
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
            if (text.Is(next, "address.unit") is var word && word > 0 && next < end && !IsOther(next))
            {
                var stop = text.SkipDot(next + word);
                // "2e étage gauche", "3º B"
                return
                    stop < end
                    && text[stop] is { Kind: TokenKind.Word } side
                    && (side.Text.Length == 1 || !side.IsCapital && HasCase(side))
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

        // "II p."
        return
            IsRoman(at)
            && text.SkipDot(at + 1) is var roman
            && text.Is(roman, "address.unit") is var behind
            && behind > 0
            && roman < end
            ? text.SkipDot(roman + behind)
            : at;
    }

    private bool IsId(int at) =>
        text[at].Kind == TokenKind.Digits
        || text[at] is { Kind: TokenKind.Word, Text.Length: 1 }
        || text[at] is { Kind: TokenKind.Word, IsCapital: true, Text.Length: < 4 } word
            && word.Text.All(c => c is 'i' or 'v' or 'x')
        || text.IsSign(at, "\"") && text[at + 1].Text.Length == 1;

    // "210-B", "12/B", "A2", "B'"
    private int IdEnd(int at, int end)
    {
        var stop = at + 1;
        while (
            stop < Math.Min(end, at + LongestId)
            && (
                text[stop] is { IsSpaced: false, Kind: TokenKind.Digits }
                || text[stop] is { IsSpaced: false, Kind: TokenKind.Word, Text.Length: < 3 }
                || text[stop] is { IsSpaced: false, Text: "-" or "/" }
                    && text[stop + 1] is { IsSpaced: false, Kind: TokenKind.Digits or TokenKind.Word, Text.Length: < 4 }
                    && !(text.IsSign(stop, "/") && NumberedStreet(stop + 1, end) is not null)
                || text[stop].Text is "'" or "\"" && !text[stop].IsSpaced
            )
        )
        {
            stop++;
        }

        return stop;
    }

    // "Bldg 3", "bât. C", "rakennus C"
    private AddressPiece? Block(int at, int end) =>
        text.Is(at, "address.block") is var block
        && block > 0
        && text.SkipDot(at + block) is var id
        && text.SkipDot(id + text.Is(id, "street.number")) is var first
        && first < end
        && IsId(first)
            ? new AddressPiece(PieceKind.Building, at, IdEnd(first, end))
            : null;

    private AddressPiece? Building(int at, int end)
    {
        if (
            text.Is(at, "address.near") is var near
            && near > 0
            && text.SkipDot(at + near) is var what
            && what < end
            && (IsName(what) || text.Is(what, "particle") > 0 || text.Is(what, "article") > 0)
        )
        {
            return new AddressPiece(PieceKind.Building, at, Math.Min(end, at + near + MostNameWords));
        }

        if (!IsName(at) && text.Is(at, "address.building") == 0)
        {
            return null;
        }

        var isBuilding = false;
        var stop = at;
        for (
            ;
            stop < end
                && stop - at < MostNameWords
                && (
                    IsName(stop)
                    || text.Is(stop, "address.building") > 0
                    || text.Is(stop, "particle") > 0
                    || text[stop].Text is "-" or "'" or "&"
                    || text.IsSign(stop, ".") && text[stop - 1].Text.Length < 4
                    || text[stop].Kind == TokenKind.Digits && stop > at && text[stop].Text.Length < 4 && stop + 1 == end
                )
                && !IsOther(stop);
            stop++
        )
        {
            isBuilding |= text.Is(stop, "address.building") > 0;
            if (
                stop > at
                && text.Is(stop, "address.unit") > 0
                && text.Is(stop, "address.building") == 0
                && IsId(text.SkipDot(stop + 1))
            )
            {
                break;
            }
        }

        return isBuilding && stop - at > 1 ? new AddressPiece(PieceKind.Building, at, stop) : null;
    }

    // "Markt 3a", "Ερμού 52", "27/4 Nguyễn Trãi"
    private AddressPiece? NumberedName(int at, int end)
    {
        var i = at;
        if (text[at] is { Kind: TokenKind.Digits, Text.Length: < 5 } && text.Is(at + 1, "ordinal") == 0)
        {
            i = NumberEnd(at, end, false);
            var name = i;
            while (i < end && i - name < 5 && (IsName(i) || text[i].Text is "-" or "'") && !IsOther(i) && !EndsName(i))
            {
                i++;
            }

            return i > name && i == end && text[name].Kind == TokenKind.Word && HasCase(text[name])
                ? new AddressPiece(PieceKind.Named, at, i)
                : null;
        }

        while (
            i < end
            && i - at < MostNameWords
            && (
                IsName(i)
                || i > at && (text.Is(i, "particle") > 0 || text[i].Text is "-" or "'")
                || text.IsSign(i, ".") && text[i - 1].Text.Length < 4
            )
            && !IsOther(i)
            && (i == at || Postcodes.EndAt(text, i, end, scan.Region.Country) == 0)
        )
        {
            i++;
        }

        if (
            i == at
            || HasNoCase(text[at])
                && (i - at > 3 || Scripts.HasNoSpaces(text[at].Text[0]) || Scripts.IsHangul(text[at].Text[0]))
            || Postcodes.EndAt(text, i, end, scan.Region.Country) > 0
        )
        {
            return null;
        }

        // A comma may stand before the number only where a mark for it follows.
        var number = HouseNumber(i, end);
        return number > i && text[number - 1].End - text[i].Start < 14
            ? new AddressPiece(PieceKind.Named, at, number)
            : null;
    }

    private AddressPiece? Place(int at, int end)
    {
        if (!IsName(at) || IsOther(at))
        {
            return null;
        }

        var i = at;
        var words = 0;
        while (i < end && words < 5)
        {
            if (
                i > at
                && (EndsName(i) || OneUnit(i, end) > i || Postcodes.EndAt(text, i, end, scan.Region.Country) > 0)
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

            if (IsOther(i) || i > at && Region(i, end) is not null)
            {
                break;
            }

            if (
                !IsName(i)
                && text.Is(i, "particle") == 0
                && !(text[i].Kind == TokenKind.Word && text[i].Text.Length < 4 && IsName(i + 1) && i > at)
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
                || text[i - 1].Kind == TokenKind.Word && !IsName(i - 1) && !text.IsSign(i - 2, "-")
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
        return HasNoCase(text[at]) && (words > 3 || i < end && Postcodes.EndAt(text, i, end, scan.Region.Country) == 0)
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
                return At(at + 1) is { Kind: not (PieceKind.Place or PieceKind.StreetName) } || IsCode(at + 1)
                    ? null
                    : new AddressPiece(PieceKind.Note, at, i + 1);
            }

            if (scan.IsTaken(i) || text[i].Kind == TokenKind.Break)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The token after the house number that follows a street's name here; the place itself: none does.</summary>
    private int HouseNumber(int at, int end)
    {
        var i = at;
        // "Av. da Liberdade, n.º 110", "Rua Aurora, 455"
        var comma = text.IsSign(i, ",");
        i += comma ? 1 : 0;
        if (text.Is(i, "street.none") is var none and > 0)
        {
            return i + none;
        }

        var marks = i;
        while (text.Is(i, "street.number") is var mark and > 0)
        {
            i = text.SkipDot(i + mark);
            i += text.IsSign(i, ":") ? 1 : 0;
        }

        if (text.IsSign(i, "#"))
        {
            i++;
        }

        if (comma && i == marks && !text.Has("street.before") || scan.IsTaken(i))
        {
            return at;
        }

        // "Gg. Melati II/5"
        if (!comma && IsRoman(i) && text.IsSign(i + 1, "/") && text[i + 2].Kind == TokenKind.Digits)
        {
            return i + 3;
        }

        if (text[i].Kind != TokenKind.Digits || text[i].Text.Length > 5 || text[i].Text.StartsWith('0'))
        {
            return at;
        }

        var stop = NumberEnd(i, comma ? SegmentEnd(i) : Math.Max(end, SegmentEnd(i)), true);
        // A number behind a comma that belongs to what follows: a postcode, a floor, an amount.
        return
            comma
                && i == marks
                && (
                    stop < SegmentEnd(i) && text.Is(stop, "address.unit") == 0 && text[stop].Kind == TokenKind.Word
                    || Postcodes.EndAt(text, i, SegmentEnd(i), scan.Region.Country) > 0
                    || OneUnit(i, SegmentEnd(i)) > i
                )
            || text.IsSign(stop, "%")
            || text.Of(stop, "currency.").Length > 0 && text[stop].Kind == TokenKind.Sign
            || text.IsSign(stop, ":") && text[stop + 1] is { Kind: TokenKind.Digits, IsSpaced: false }
            ? at
            : stop;
    }

    // "12", "3B", "12-14", "210/3/14", "14/A", "12 bis", "4 C", "15 B 23", "7 # 45-12", "3.200", Hungarian "44."
    private int NumberEnd(int at, int end, bool isBehind)
    {
        var stop = at + 1;
        if (text.IsSign(stop, ".") && text[stop + 1] is { Kind: TokenKind.Digits, IsSpaced: false, Text.Length: 3 })
        {
            stop += 2;
        }

        while (
            stop < Math.Min(end, at + LongestId)
            && (
                text[stop] is { IsSpaced: false, Kind: TokenKind.Word, Text.Length: 1 }
                || text[stop].Text is "-" or "/"
                    && (!text[stop].IsSpaced || text[stop + 1].Kind == TokenKind.Digits && isBehind)
                    && text[stop + 1] is { Kind: TokenKind.Digits or TokenKind.Word, Text.Length: < 5 } next
                    && (!next.IsSpaced || next.Kind == TokenKind.Digits)
                || text[stop - 1].Text is "-" or "/" && !text[stop].IsSpaced
                || text[stop - 1].Text is "-" or "/" or "#" && text[stop].Kind == TokenKind.Digits
                || text.Is(stop, "street.letter") > 0
                || isBehind && text.IsSign(stop, "#") && text[stop + 1].Kind == TokenKind.Digits
                || isBehind
                    && text[stop] is { Kind: TokenKind.Word, Text.Length: 1, IsCapital: true }
                    && (stop + 1 >= end || text[stop + 1].Kind == TokenKind.Digits)
                || isBehind
                    && text[stop].Kind == TokenKind.Digits
                    && text[stop - 1] is { Kind: TokenKind.Word, Text.Length: 1, IsCapital: true }
            )
        )
        {
            stop++;
        }

        if (isBehind && text.IsSign(stop, "&") && IsName(stop + 1) && stop + 2 == end)
        {
            return end;
        }

        return scan.Region.Country == "HU" && text.IsSign(stop, ".") && isBehind && !text[stop].IsSpaced
            ? stop + 1
            : stop;
    }

    private bool IsRoman(int at) =>
        text[at] is { Kind: TokenKind.Word, IsCapital: true, Text: "i" or "ii" or "iii" or "iv" or "v" or "vi" };

    // "57 km 12.5", ", km 204"
    private int Kilometre(int at, int end)
    {
        var i = text[at].Kind == TokenKind.Digits ? at + 1 : at;
        i += text.IsSign(i, ",") ? 1 : 0;
        return text[i].Text == "km" && text[text.SkipDot(i + 1)].Kind == TokenKind.Digits
            ? DigitsEnd(text.SkipDot(i + 1), Math.Max(end, i + 4))
            : at;
    }

    private int DigitsEnd(int at, int end)
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

    // "King St W", "boulevard René-Goupil Est"
    private int Direction(int at, int end) =>
        at < end
        && text[at]
            is {
                Kind: TokenKind.Word,
                IsCapital: true,
                Text: "n" or "s" or "e" or "w" or "ne" or "nw" or "se" or "sw" or "north" or "south" or "east" or "west"
            }
            ? text.SkipDot(at + 1)
            : at;

    private bool IsStreetWord(int at) =>
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
    private bool IsCompound(int at) =>
        text[at] is { Kind: TokenKind.Word, IsCapital: true }
        && text[at].Text.Length > 4
        && text.Compound(at, "street.ending");

    // A word that begins something else ends a name.
    private bool EndsName(int at) =>
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

    private bool IsName(int at) =>
        text[at] is { Kind: TokenKind.Word } word && (word.IsCapital || HasNoCase(word)) && !scan.IsTaken(at);

    private bool IsOther(int at) =>
        text.Of(at, "currency.").Length > 0 && text[at].Text.Length > 1
        || text.Of(at, "day.").Name.Length == 2
            && (text[at].Text.Length > 2 && !IsJoined(at) || text[at].Text.Length <= 2 && text.IsSign(at + 1, "."))
        || text.Of(at, "month.").Length > 0 && text[at].Text.Length > 2 && !IsJoined(at)
        || text.Is(at, "closed") > 0
        || text.Is(at, "open") > 0 && !text[at].IsCapital
        || text.Is(at, "clock.am") + text.Is(at, "clock.pm") > 0 && text[at - 1].Kind == TokenKind.Digits
        || text.Is(at, "phone") > 0 && text[at].Text.Length > 2 && text[at].Text is not ("number" or "office");

    // "Beira-Mar"
    private bool IsJoined(int at) => text.IsSign(at - 1, "-") && !text[at].IsSpaced;

    private static bool HasCase(Token token) => char.ToUpperInvariant(token.Text[0]) != token.Text[0];

    private static bool HasNoCase(Token token) => token.Kind == TokenKind.Word && !HasCase(token);
}
