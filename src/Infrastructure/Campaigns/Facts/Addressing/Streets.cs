namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Addressing;

/// <summary>Streets with their number before or behind them, streets without one, and names with a number that may be streets.</summary>
internal sealed class Streets
{
    public const int MostNameWords = 6;

    private readonly FactScan scan;
    private readonly SourceText text;
    private readonly AddressWords names;
    private readonly HouseNumbers numbers;

    public Streets(FactScan scan, AddressWords names)
    {
        (this.scan, text, this.names) = (scan, scan.Text, names);
        Units = new Units(scan, names, this);
        numbers = new HouseNumbers(scan, names, Units);
    }

    public Units Units { get; }

    // "Corner of 5th and Alder", "Angle rue Ibn Sina et bd Zerktouni"
    public AddressPiece? Corner(int at, int end)
    {
        var corner = text.Is(at, "address.corner");
        return
            corner > 0
            && end - at is > 3 and < 14
            && Indexes
                .Of(at + corner, end)
                .Any(i =>
                    text.Is(i, "street") + text.Is(i, "street.before") + text.Is(i, "ordinal") > 0
                    || text.Compound(i, "street.ending")
                )
            && Indexes.Of(at + corner, end).Any(i => text.Is(i, "and") > 0 || text.Is(i, "street.before") > 0)
            ? new AddressPiece(PieceKind.Street, at, end)
            : null;
    }

    public AddressPiece? Street(int at, int end) =>
        NumberedStreet(at, end) ?? PrefixedStreet(at, at, end) ?? NamedStreet(at, end);

    // "12 bis, rue des Tanneurs", "4410 N Calloway Pkwy", "99/12 ถนน…", "No. 7 Mill Lane"
    public AddressPiece? NumberedStreet(int at, int end)
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

        var number = numbers.NumberEnd(first, end, false);
        var name = number + (text.IsSign(number, ",") ? 1 : 0);
        if (
            PrefixedStreet(at, name, Math.Max(end, names.SegmentEnd(name))) is { } prefixed
            && !scan.AnyTaken(first, prefixed.End)
        )
        {
            return prefixed with { Kind = PieceKind.Street };
        }

        // "14, 3rd Cross", "22, चौड़ा रास्ता"
        if (
            name > number
            && (at == 0 || text[at - 1].Kind is not (TokenKind.Word or TokenKind.Digits))
            && NamedStreet(name, names.SegmentEnd(name)) is { Kind: PieceKind.StreetName } behind
            && !scan.AnyTaken(first, behind.End)
        )
        {
            return new AddressPiece(PieceKind.Street, at, behind.End);
        }

        // The number stands before the name, and the name ends with a word for street.
        for (var i = number; i < Math.Min(end, number + MostNameWords); i++)
        {
            if (names.IsStreetWord(i) && i > number)
            {
                var stop = Direction(text.SkipDot(i + text.Is(i, "street")), end);
                // "1453. Sok. No: 7" has its number behind the name.
                if (!text.IsSign(stop, "#") && numbers.HouseNumber(stop, end) > stop)
                {
                    return null;
                }

                // "Wharf St": the longer name; "Mill Lane House" is a building.
                if (stop < end && names.IsStreetWord(stop))
                {
                    continue;
                }

                return new AddressPiece(PieceKind.Street, at, stop);
            }

            if (
                !(
                    text[i] is { Kind: TokenKind.Word } word
                    && (
                        word.IsCapital
                        || text.IsSmall
                        || AddressWords.HasNoCase(word)
                        || text.Is(i, "particle") > 0
                        || text.Is(i, "ordinal") > 0
                    )
                )
                    && !(text[i].Kind == TokenKind.Digits && text.Is(i + 1, "ordinal") > 0)
                    && !text.IsSign(i, '.', '\'')
                    && !text.IsSign(i, "-")
                || names.IsOther(i)
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
                names.IsName(i)
                || text[i].Kind == TokenKind.Digits
                || text.Is(i, "particle") > 0
                // "via libertini 41"
                || text.IsSmall && text[i].Kind == TokenKind.Word
                || text[i].Text.Length < 4 && names.IsName(i + 1)
                // "Obala kneza Branimira 2"
                || text[i].Kind == TokenKind.Word
                    && names.IsName(i + 1)
                    && text[at].IsCapital
                    && text.Endings("street").Count == 0
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
        while (i < end && words < MostNameWords + 2 && !names.EndsName(i))
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
            if (names.IsOther(i) && isCompounding)
            {
                return null;
            }

            if (names.IsRoman(i) && text.IsSign(i + 1, "/"))
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

        if (numbers.Kilometre(i, end) is var far && far > i)
        {
            return new AddressPiece(PieceKind.Street, start, Math.Max(far, numbers.HouseNumber(far, end)));
        }

        if (numbers.HouseNumber(i, end) is var number && number > i)
        {
            // "ngõ 82 Chùa Láng": the number of an alley, and the street that it leaves.
            while (words == 0 && number < end && names.IsName(number) && !names.EndsName(number))
            {
                number++;
            }

            // "hẻm 42 đường Bông Trang"
            return text.Is(number, "street.before") > 0 && PrefixedStreet(start, number, end) is { } parent
                ? parent with
                {
                    Kind = PieceKind.Street,
                }
                : new AddressPiece(PieceKind.Street, start, number);
        }

        return (words > 0 || i > at + prefix) && (!isCompounding || text[at].IsCapital)
            ? new AddressPiece(PieceKind.StreetName, start, i)
            : null;
    }

    // "Karl-Heine-Straße 12", "Bağdat Cad. No: 312", "Király u. 44.", "Bermondsey St"
    private AddressPiece? NamedStreet(int at, int end)
    {
        // "Opp. City Mall" tells where a building is.
        if (!names.IsName(at) && text[at].Kind != TokenKind.Digits || text.Is(at, "address.near") > 0)
        {
            return null;
        }

        for (var i = at; i < Math.Min(end, at + MostNameWords); i++)
        {
            if (i > at && text.Is(i, "address.district.after") > 0 || i == at && IsWhat(at))
            {
                return null;
            }

            var isCompound = names.IsCompound(i);
            if ((isCompound || names.IsStreetWord(i)) && (i > at || isCompound))
            {
                var stop = text.SkipDot(i + Math.Max(1, text.Is(i, "street")));
                if (numbers.HouseNumber(stop, end) is var number && number > stop)
                {
                    return new AddressPiece(PieceKind.Street, at, number);
                }

                if (!isCompound && !(stop < end && names.IsStreetWord(stop)))
                {
                    stop = Direction(stop, end);
                    // "Fallow Lane Rec, Leicester": a name that goes on up to the comma is that of a building.
                    if (stop < end && text.IsSign(end, ",") && Indexes.Of(stop, end).All(names.IsName))
                    {
                        return null;
                    }

                    return text[at].Kind == TokenKind.Word || text.Is(at + 1, "ordinal") > 0 || text.IsSign(at + 1, ".")
                        ? new AddressPiece(PieceKind.StreetName, at, stop)
                        : null;
                }
            }

            if (
                !(names.IsName(i) || text.Is(i, "particle") > 0 || text[i].Text is "-" or "'")
                    && !(text.IsSign(i, ".") && (text[i - 1].Text.Length < 4 || text[i - 1].Kind == TokenKind.Digits))
                    && !(i == at && text[i].Kind == TokenKind.Digits)
                    && !(i == at + 1 && text.Is(i, "ordinal") > 0)
                || names.IsOther(i)
            )
            {
                break;
            }
        }

        return null;
    }

    // "Myymälä Puutarhakatu 31": what the house is stands before its street.
    private bool IsWhat(int at) =>
        names.IsCompound(at + 1) && text.Is(at, "hours.of") + text.Is(at, "role") + text.Is(at, "address.town") > 0;

    /// <summary>
    /// "Provozovna Lipová 1234/5", "Atelier 8 rue Burdeau", "Shop: 88 N Alder St": what stands there is no part of the street; but "Market Street 12".
    /// </summary>
    public bool IsLabelled(int at, int end)
    {
        var label = Math.Max(Math.Max(text.Is(at, "hours.of"), text.Is(at, "place.noun")), text.Is(at, "address.unit"));
        if (label == 0 || text.Is(at, "street.number") > 0)
        {
            return false;
        }

        var behind = at + label;
        var street = behind + (text.IsSign(behind, ":") ? 1 : 0);
        if (text[street].Kind == TokenKind.Digits)
        {
            return NumberedStreet(street, names.SegmentEnd(street)) is { Kind: PieceKind.Street } numbered
                && !Indexes.Of(street, numbered.End).Any(i => text.IsSign(i, ","))
                && (street > behind || Indexes.Of(street, numbered.End).Any(i => text.Is(i, "street.before") > 0));
        }

        return text.Is(at, "hours.of") + text.Is(at, "place.noun") > 0
            && names.IsName(behind)
            && !names.IsStreetWord(behind)
            && text.Is(behind, "particle") + text.Is(behind, "street.number") + text.Is(behind, "address.unit") == 0
            && (NumberedName(behind, end) ?? NamedStreet(behind, end)) is { Kind: PieceKind.Named or PieceKind.Street };
    }

    // "Gorriti 4555 2º B": a unit follows the number of a house.
    private bool IsPostcode(int at, int end) =>
        Postcodes.EndAt(text, at, end, scan.Region.Country) is var stop
        && stop > 0
        && !(text[at].Kind == TokenKind.Digits && stop < end && Units.OneUnit(stop, end) > stop);

    // "Markt 3a", "Ερμού 52", "27/4 Nguyễn Trãi"
    public AddressPiece? NumberedName(int at, int end)
    {
        // Without capitals every word may be a name, and "20 uhr" a street.
        if (text.HasNoCapitals && !AddressWords.HasNoCase(text[at]) || IsWhat(at))
        {
            return null;
        }

        var i = at;
        if (text[at] is { Kind: TokenKind.Digits, Text.Length: < 5 } && text.Is(at + 1, "ordinal") == 0)
        {
            i = numbers.NumberEnd(at, end, false);
            var name = i;
            while (
                i < end
                && i - name < 5
                && (names.IsName(i) || i > name && text.Is(i, "particle") > 0 || text[i].Text is "-" or "'")
                && !names.IsOther(i)
                && !names.EndsName(i)
            )
            {
                i++;
            }

            return i > name && i == end && text[name].Kind == TokenKind.Word && AddressWords.HasCase(text[name])
                ? new AddressPiece(PieceKind.Named, at, i)
                : null;
        }

        while (
            i < end
            && i - at < MostNameWords
            && (
                names.IsName(i)
                || i > at && (text.Is(i, "particle") > 0 || text[i].Text is "-" or "'")
                || text.IsSign(i, ".") && text[i - 1].Text.Length < 4
            )
            && !names.IsOther(i)
            && (i == at || !IsPostcode(i, end))
        )
        {
            i++;
        }

        if (
            i == at
            // "Werkstatt -22" is an extension.
            || text.IsSign(i - 1, "-") && text[i - 1].IsSpaced
            || AddressWords.HasNoCase(text[at])
                && (i - at > 3 || Scripts.HasNoSpaces(text[at].Text[0]) || Scripts.IsHangul(text[at].Text[0]))
            || IsPostcode(i, end)
        )
        {
            return null;
        }

        // A comma may stand before the number only where a mark for it follows.
        var number = numbers.HouseNumber(i, end);
        return number > i && text[number - 1].End - text[i].Start < 14
            ? new AddressPiece(PieceKind.Named, at, number)
            : null;
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
}
