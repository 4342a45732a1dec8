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
            PieceKind.Named => Leads(scan, pieces, i, false)
                || scan.Text[pieces[i].Start] is var token
                    && (token.Kind == TokenKind.Digits || char.ToUpperInvariant(token.Text[0]) != token.Text[0])
                    && IsFollowedByPlace(scan, pieces, i),
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

        return next < pieces.Count
            && pieces[next].Kind == PieceKind.Place
            && Indexes.Of(i + 1, next + 1).All(at => AddressBounds.Touch(scan, pieces[at - 1], pieces[at]))
            && scan.Text.IsSign(pieces[i].End, ",")
            && (
                scan.Sentences.EndsAt(pieces[next].End)
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
        if (label is not null && value["locality"] is null && IsNamedTwice(scan, label))
        {
            value["locality"] = label;
        }

        var hasStreet = (value["street"] ?? value["poBox"]) is not null;
        var isWhole =
            hasStreet && (value["locality"] ?? value["postcode"] ?? value["unit"] ?? value["district"]) is not null
            || (value["building"] ?? value["unit"]) is not null && value["postcode"] is not null
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

    private static JsonObject Value(FactScan scan, List<AddressPiece> pieces)
    {
        var text = scan.Text;
        var value = new JsonObject();
        // The place beside the postcode is the town; before it stand districts, behind it the region.
        var code = pieces.FindIndex(piece => piece.Kind == PieceKind.Postcode);
        var town = -1;
        if (code >= 0)
        {
            town =
                code + 1 < pieces.Count
                && pieces[code + 1].Kind == PieceKind.Place
                && AddressBounds.IsSamePart(scan, pieces[code], pieces[code + 1])
                    ? code + 1
                : code > 0 && pieces[code - 1].Kind == PieceKind.Place ? code - 1
                : code + 1 < pieces.Count && pieces[code + 1].Kind == PieceKind.Place ? code + 1
                : -1;
        }

        if (town < 0)
        {
            town = pieces.FindLastIndex(piece => piece.Kind == PieceKind.Place);
        }

        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            var words = text.Words(piece.CoreStart, piece.End);
            // The dot of an abbreviation is a part of it.
            var withDot = text.Words(piece.CoreStart, text.SkipDot(piece.End));
            switch (piece.Kind)
            {
                // "Arch 47, Gosling Road"
                case PieceKind.Named
                    when pieces.Exists(one =>
                        one.Kind is PieceKind.StreetName or PieceKind.Street && one.Start > piece.Start
                    )
                        && text[piece.Start].Kind == TokenKind.Word
                        && text.Is(piece.Start, "street.number") == 0:
                    Join("unit", words);
                    break;
                case PieceKind.Street or PieceKind.Named or PieceKind.StreetName:
                    Join("street", words);
                    break;
                case PieceKind.PoBox:
                    Join("poBox", words);
                    break;
                // "кв. 5 (3 під'їзд)": units that follow each other, as they are written.
                case PieceKind.Unit:
                    var unit = i;
                    while (unit > 0 && pieces[unit - 1].Kind == PieceKind.Unit)
                    {
                        unit--;
                    }

                    if (i + 1 == pieces.Count || pieces[i + 1].Kind != PieceKind.Unit)
                    {
                        Join("unit", Closed(text, pieces[unit].CoreStart, text.SkipDot(piece.End)));
                    }

                    break;
                case PieceKind.Building:
                    Join("building", words);
                    break;
                case PieceKind.District:
                    Join("district", words);
                    break;
                case PieceKind.Region:
                    value["region"] = words;
                    break;
                case PieceKind.Postcode:
                    value["postcode"] = Postcodes.Plain(text, piece.CoreStart, piece.End, scan.Region.Country);
                    break;
                case PieceKind.Place when i == town:
                    // "1114 Bp., Bartók Béla út 52": the dot of an abbreviation, and not that of the sentence.
                    value["locality"] = text.IsSign(piece.End + 1, ",") ? withDot : words;
                    break;
                case PieceKind.Place when i > town && value["region"] is null:
                    value["region"] = words;
                    break;
                // "Unit 5b, The Sidings, York": without a street, what stands behind the unit is a building.
                case PieceKind.Place
                    when i > 0
                        && pieces[i - 1].Kind == PieceKind.Unit
                        && value["building"] is null
                        && !pieces.Exists(IsStreet):
                    Join("building", words);
                    break;
                case PieceKind.Place:
                    Join("district", words);
                    break;
            }
        }

        return value;

        void Join(string name, string words) => value[name] = value[name] is { } before ? $"{before}, {words}" : words;
    }

    private static bool IsStreet(AddressPiece piece) =>
        piece.Kind is PieceKind.Street or PieceKind.Named or PieceKind.StreetName or PieceKind.PoBox;

    // With the bracket that closes the one within.
    private static string Closed(SourceText text, int start, int end) =>
        text.Words(
            start,
            text.IsSign(end, ")")
            && Indexes.Of(start, end).Count(i => text.IsSign(i, "("))
                > Indexes.Of(start, end).Count(i => text.IsSign(i, ")"))
                ? end + 1
                : end
        );

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

    private static bool IsNamedTwice(FactScan scan, string name)
    {
        var whole = scan.Text.Text;
        var first = whole.IndexOf(name, StringComparison.Ordinal);
        return char.IsUpper(name[0]) && whole.IndexOf(name, first + name.Length, StringComparison.Ordinal) > first;
    }
}
