using System.Text.Json.Nodes;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Addressing;

/// <summary>
/// Postal addresses: a street with a number, a post office box or a postcode, with the pieces beside it. What they are called and in which
/// order they stand differs; that they stand together does not.
/// </summary>
internal static class Addresses
{
    private const int LongestLabel = 4;

    public static void Read(FactScan scan)
    {
        var pieces = new AddressPieces(scan).Read();
        for (var i = 0; i < pieces.Count; i++)
        {
            if (IsSeed(scan, pieces, i) && Assemble(scan, pieces, i) is var last && last >= i)
            {
                i = last;
            }
        }
    }

    private static bool IsSeed(FactScan scan, List<AddressPiece> pieces, int i) =>
        pieces[i].Kind switch
        {
            PieceKind.Street or PieceKind.PoBox or PieceKind.Postcode => true,
            PieceKind.Named => Leads(scan, pieces, i, false) || IsFollowedByPlace(scan, pieces, i),
            PieceKind.StreetName => Leads(scan, pieces, i, true),
            _ => false,
        };

    // A postcode follows; a street without a number may have a unit or a building with one instead.
    private static bool Leads(FactScan scan, List<AddressPiece> pieces, int i, bool orUnit)
    {
        if (
            orUnit
            && i > 0
            && pieces[i - 1].Kind is PieceKind.Unit or PieceKind.Building
            && AddressBounds.Touch(scan, pieces[i - 1], pieces[i])
        )
        {
            return true;
        }

        for (
            var at = i + 1;
            at < Math.Min(pieces.Count, i + AddressBounds.MostPieces)
                && AddressBounds.Touch(scan, pieces[at - 1], pieces[at]);
            at++
        )
        {
            if (
                pieces[at].Kind == PieceKind.Postcode
                || orUnit && pieces[at].Kind is PieceKind.Unit or PieceKind.Building
            )
            {
                return true;
            }

            if (pieces[at].Kind is PieceKind.Street or PieceKind.Named)
            {
                return false;
            }
        }

        return false;
    }

    // "Markt 3a, Gouda.": a name and a number are a street where a place ends the sentence.
    private static bool IsFollowedByPlace(FactScan scan, List<AddressPiece> pieces, int i)
    {
        var next = i + 1;
        while (
            next < pieces.Count
            && pieces[next].Kind is PieceKind.Unit or PieceKind.Note or PieceKind.Building or PieceKind.District
        )
        {
            next++;
        }

        // "55 Nguyễn Du, Hoàn Kiếm, Hà Nội": a district may stand before the town.
        var isKnown =
            next < pieces.Count
            && (
                AddressBounds.IsKnownTown(scan, pieces[next])
                || next + 1 < pieces.Count
                    && pieces[next + 1].Kind == PieceKind.Place
                    && AddressBounds.Touch(scan, pieces[next], pieces[next + 1])
                    && AddressBounds.IsKnownTown(scan, pieces[next + 1])
            );
        // In a script without capitals any word may be a name: only a town that is known tells.
        return next < pieces.Count
            && pieces[next].Kind == PieceKind.Place
            && (
                scan.Text[pieces[i].Start] is var token
                    && (token.Kind == TokenKind.Digits || AddressWords.HasCase(token))
                || isKnown
            )
            && Indexes.Of(i + 1, next + 1).All(at => AddressBounds.Touch(scan, pieces[at - 1], pieces[at]))
            && scan.Text.IsSign(pieces[i].End, ",")
            && (
                isKnown
                || scan.Sentences.EndsAt(pieces[next].End)
                || next > i + 1
                || pieces[next].End >= scan.Text.Count
                // "Husova 3, Olomouc, tel. 585 555 012", "Ilica 250, Zagreb (entrance from the yard)"
                || scan.IsTaken(pieces[next].End + 1)
                || scan.Text.IsSign(pieces[next].End, "(")
            );
    }

    /// <summary>Adds the address around the piece.</summary>
    /// <returns>Its last piece; one before the seed where it is none.</returns>
    private static int Assemble(FactScan scan, List<AddressPiece> pieces, int seed)
    {
        // "Oaxaca, Oax.": of two regions the first is the town.
        for (var i = seed; i + 1 < Math.Min(pieces.Count, seed + AddressBounds.MostPieces); i++)
        {
            if (
                pieces[i].Kind == PieceKind.Region
                && pieces[i + 1].Kind == PieceKind.Region
                && AddressBounds.Touch(scan, pieces[i], pieces[i + 1])
            )
            {
                pieces[i] = pieces[i] with { Kind = PieceKind.Place };
            }
        }

        var (first, last) = AddressBounds.Bounds(scan, pieces, seed);
        var chosen = pieces.GetRange(first, last - first + 1);
        var value = Value(scan, chosen);
        var start = chosen[0].Start;
        var label = LabelBefore(scan, start);
        if (label is not null && value["locality"] is null && IsTownsName(scan, label, start, value))
        {
            value["locality"] = label;
        }

        var hasStreet = (value["street"] ?? value["poBox"]) is not null;
        var isWhole =
            hasStreet && (value["locality"] ?? value["postcode"] ?? value["unit"] ?? value["district"]) is not null
            || (value["building"] ?? value["unit"]) is not null && value["postcode"] is not null
            || chosen is [{ Kind: PieceKind.Street } alone] && StandsAlone(scan, alone)
            || value["locality"] is not null
                && value["region"] is not null
                && chosen.Exists(piece => piece is { Kind: PieceKind.Postcode, IsSure: true });
        if (!isWhole)
        {
            return seed - 1;
        }

        if (label is not null && value["locality"]?.ToString() != label)
        {
            value["role"] = label;
        }

        scan.Add("address", value, start, chosen[^1].End);
        return last;
    }

    // "Av. Roca 912": a street with its number that is a whole part of a sentence.
    private static bool StandsAlone(FactScan scan, AddressPiece street) =>
        scan.Text[street.Start] is { Kind: TokenKind.Word, IsCapital: true }
        && scan.Text[street.End - 1].Kind == TokenKind.Digits
        && scan.Text.Is(street.Start, "street.before") > 0
        && Indexes.Of(street.Start, street.End).Count(i => scan.Text[i].Kind == TokenKind.Word) > 1
        && (scan.Sentences.EndsAt(street.Start - 1) || scan.Text.IsSign(street.Start - 1, ':', ','))
        && (scan.Sentences.EndsAt(street.End) || scan.Text.IsSign(street.End, ",") || street.End >= scan.Text.Count);

    private static JsonObject Value(FactScan scan, List<AddressPiece> pieces)
    {
        var text = scan.Text;
        var value = new JsonObject();
        var town = Town(scan, pieces);
        for (var i = 0; i < pieces.Count; )
        {
            // Pieces of one kind that follow each other are as they are written: "кв. 5 (3 під'їзд)", "แขวงพญาไท เขตพญาไท".
            var name = NameOf(text, pieces, i, town);
            var next = i + 1;
            if (pieces[i].Kind == PieceKind.Note)
            {
                i = next;
                continue;
            }

            while (
                next < pieces.Count && NameOf(text, pieces, next, town) == name && name is not ("street" or "region")
            )
            {
                next++;
            }

            var (start, end) = (pieces[i].CoreStart, pieces[next - 1].End);
            var words = name switch
            {
                "postcode" => Postcodes.Plain(text, start, end, scan.Region.Country),
                // The dot of an abbreviation is a part of it, and that of the sentence is none: "1114 Bp., Bartók Béla út 52".
                "unit" => Closed(text, start, text.SkipDot(end)),
                "locality" when text.IsSign(end + 1, ",") || next < pieces.Count && pieces[next].Start == end + 1 =>
                    text.Words(start, text.SkipDot(end)),
                _ => Closed(text, start, end),
            };
            value[name] = value[name] is { } before && name != "region" ? $"{before}, {words}" : words;
            i = next;
        }

        SplitVillage(text, value, pieces);
        return value;
    }

    // "Horní Lhota č.p. 55": where a village has no streets, its name stands before the number.
    private static void SplitVillage(SourceText text, JsonObject value, List<AddressPiece> pieces)
    {
        var street = pieces.Find(piece => piece.Kind is PieceKind.Named or PieceKind.Street or PieceKind.StreetName);
        var mark = Indexes
            .Of(street.Start + 1, street.End)
            .FirstOrDefault(i => text.Is(i, "street.number.village") > 0);
        if (value["locality"] is null && mark > 0)
        {
            value["locality"] = text.Words(street.Start, mark);
            value["street"] = text.Words(mark, street.End);
        }
    }

    // The place beside the postcode is the town; before it stand districts, behind it the region.
    private static int Town(FactScan scan, List<AddressPiece> pieces)
    {
        var code = pieces.FindIndex(piece => piece.Kind == PieceKind.Postcode);
        if (code < 0 || IsDistrictFirst(scan, pieces, code))
        {
            return pieces.FindLastIndex(piece => piece.Kind == PieceKind.Place);
        }

        var isBehind = code + 1 < pieces.Count && pieces[code + 1].Kind == PieceKind.Place;
        return isBehind && AddressBounds.IsSamePart(scan, pieces[code], pieces[code + 1]) ? code + 1
            : code > 0 && pieces[code - 1].Kind == PieceKind.Place ? code - 1
            : isBehind ? code + 1
            : pieces.FindLastIndex(piece => piece.Kind == PieceKind.Place);
    }

    // "34710 Kadıköy/İstanbul"
    private static bool IsDistrictFirst(FactScan scan, List<AddressPiece> pieces, int code) =>
        scan.Region.Country == "TR"
        && code + 2 < pieces.Count
        && pieces[code + 1].Kind == PieceKind.Place
        && pieces[code + 2].Kind == PieceKind.Place
        && scan.Text.IsSign(pieces[code + 1].End, "/");

    private static string NameOf(SourceText text, List<AddressPiece> pieces, int i, int town)
    {
        var piece = pieces[i];
        return piece.Kind switch
        {
            // "Arch 47, Gosling Road"
            PieceKind.Named
                when pieces.Exists(one =>
                    one.Kind is PieceKind.StreetName or PieceKind.Street && one.Start > piece.Start
                )
                    && text[piece.Start].Kind == TokenKind.Word
                    && text.Is(piece.Start, "street.number") == 0 => "unit",
            PieceKind.Street or PieceKind.Named or PieceKind.StreetName => "street",
            PieceKind.PoBox => "poBox",
            PieceKind.Unit => "unit",
            PieceKind.Building => "building",
            PieceKind.Region => "region",
            PieceKind.Postcode => "postcode",
            PieceKind.Place when i == town => "locality",
            PieceKind.Place when i > town && !pieces.Exists(one => one.Kind == PieceKind.Region) => "region",
            // "Unit 5b, The Sidings, York": without a street, what stands behind the unit is a building.
            PieceKind.Place
                when i > 0
                    && pieces[i - 1].Kind == PieceKind.Unit
                    && !pieces.Exists(one =>
                        one.Kind
                            is PieceKind.Street
                                or PieceKind.Named
                                or PieceKind.StreetName
                                or PieceKind.PoBox
                                or PieceKind.Building
                    ) => "building",
            _ => "district",
        };
    }

    // With the bracket that closes the one within.
    private static string Closed(SourceText text, int start, int end)
    {
        var open = Indexes
            .Of(start, end)
            .Sum(i =>
                text.IsSign(i, "(") ? 1
                : text.IsSign(i, ")") ? -1
                : 0
            );
        return text.Words(start, open > 0 && text.IsSign(end, ")") ? end + 1 : end);
    }

    // "Workshop: 12 Mill Lane"
    private static string? LabelBefore(FactScan scan, int start)
    {
        var text = scan.Text;
        if (!text.IsSign(start - 1, ":"))
        {
            return null;
        }

        var from = scan.Sentences.PartStart(start - 1);
        return
            from < start - 1
            && start - 1 - from <= LongestLabel
            && Indexes.Of(from, start - 1).All(i => text[i].Kind == TokenKind.Word)
            ? text.Words(from, start - 1)
            : null;
    }

    // "Lewes: 4 Fisher Twitten, BN7 9ZZ": a label that means nothing else, or is named elsewhere too.
    private static bool IsTownsName(FactScan scan, string name, int start, JsonObject value)
    {
        var whole = scan.Text.Text;
        var first = whole.IndexOf(name, StringComparison.Ordinal);
        return char.IsUpper(name[0])
            && (
                whole.IndexOf(name, first + name.Length, StringComparison.Ordinal) > first
                || value["postcode"] is not null
                    && !name.Contains(' ', StringComparison.Ordinal)
                    && scan.Text.All(start - 2).All(one => one.Name.StartsWith("country.", StringComparison.Ordinal))
            );
    }
}
