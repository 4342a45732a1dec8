namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Addressing;

/// <summary>Which of the pieces beside a street or a postcode belong to its address.</summary>
internal static class AddressBounds
{
    public const int MostPieces = 7;

    public static (int First, int Last) Bounds(FactScan scan, List<AddressPiece> pieces, int seed)
    {
        var text = scan.Text;
        var last = seed;
        var postcode = pieces[seed].Kind == PieceKind.Postcode ? seed : -1;
        // Up to the postcode everything belongs to the address.
        for (
            var i = seed + 1;
            postcode < 0 && i < Math.Min(pieces.Count, seed + MostPieces) && Touch(scan, pieces[i - 1], pieces[i]);
            i++
        )
        {
            if (pieces[i].Kind == PieceKind.Postcode)
            {
                (postcode, last) = (i, i);
            }
            else if (pieces[i].Kind is PieceKind.Street or PieceKind.Named)
            {
                break;
            }
        }

        var first = Left(scan, pieces, seed, postcode);
        // Without a postcode the units, the district and the place; behind it its place and what is left.
        var places = pieces.GetRange(first, last - first + 1).Count(piece => piece.Kind == PieceKind.Place);
        var isBehindCode = postcode >= 0;
        while (last + 1 < pieces.Count && Touch(scan, pieces[last], pieces[last + 1]))
        {
            var next = pieces[last + 1];
            var isSame = IsSamePart(scan, pieces[last], next);
            // "120 00 Praha 2", "Lyon 4e": a town with the number of its district.
            if (
                next.Kind == PieceKind.Named
                && (
                    isSame && pieces[last].Kind == PieceKind.Postcode
                    || !isBehindCode && places == 0 && pieces[seed].Kind == PieceKind.Street
                )
                && scan.Text[next.Start].Kind == TokenKind.Word
                && Indexes
                    .Of(next.Start, next.End)
                    .Count(i => scan.Text[i].Kind == TokenKind.Digits && scan.Text[i].Text.Length < 3) == 1
            )
            {
                next = pieces[last + 1] = next with { Kind = PieceKind.Place };
            }

            var takes = next.Kind switch
            {
                PieceKind.Unit or PieceKind.Note or PieceKind.PoBox or PieceKind.Region => true,
                PieceKind.District or PieceKind.Building => !isBehindCode || isSame || next.Kind == PieceKind.District,
                PieceKind.Street => postcode == seed && seed == first && last <= seed + 1,
                PieceKind.Named or PieceKind.StreetName => postcode == seed
                    && seed == first
                    && last <= seed + 1
                    && next.Kind == PieceKind.Named,
                PieceKind.Place => isBehindCode
                    ? pieces[last].Kind == PieceKind.Postcode && (isSame || places == 0)
                        || scan.Region.Country is "TR"
                            && (isSame ? text.IsSign(next.Start - 1, "/") : scan.Sentences.EndsAt(next.End))
                    : places == 0 || places < 3 && EndsThere(scan, pieces, last + 1),
                _ => false,
            };
            if (!takes)
            {
                break;
            }

            places += next.Kind == PieceKind.Place ? 1 : 0;
            last++;
        }

        while (last > seed && pieces[last].Kind == PieceKind.Note)
        {
            last--;
        }

        return (first, last);
    }

    // A second place belongs to the address where the statement ends behind it.
    private static bool EndsThere(FactScan scan, List<AddressPiece> pieces, int i) =>
        pieces[i].End >= scan.Text.Count
        || scan.Sentences.EndsAt(pieces[i].End)
        || scan.Text.IsSign(pieces[i].End, '(', '.')
        || i + 1 < pieces.Count && pieces[i + 1].Kind == PieceKind.Region && Touch(scan, pieces[i], pieces[i + 1])
        || i + 1 < pieces.Count
            && pieces[i + 1].Kind == PieceKind.Place
            && Touch(scan, pieces[i], pieces[i + 1])
            && scan.Sentences.EndsAt(pieces[i + 1].End);

    private static int Left(FactScan scan, List<AddressPiece> pieces, int seed, int postcode)
    {
        var first = seed;
        var hasTown = false;
        var isCode = postcode == seed;
        while (first > 0 && seed - first < MostPieces && Touch(scan, pieces[first - 1], pieces[first]))
        {
            var before = pieces[first - 1].Kind;
            if (isCode && before is PieceKind.Named or PieceKind.StreetName or PieceKind.Street)
            {
                first--;
                isCode = false;
                continue;
            }

            if (
                before is PieceKind.Unit or PieceKind.Building or PieceKind.District or PieceKind.Note
                || before == PieceKind.PoBox
                || before == PieceKind.StreetName && pieces[first].Kind is PieceKind.Street or PieceKind.StreetName
                || isCode && before is PieceKind.Place or PieceKind.Region
            )
            {
                first--;
                continue;
            }

            // "м. Львів, вул. Городоцька, 15", "1075 Budapest, Király u. 44": the place may come first.
            if (
                before == PieceKind.Place
                && (postcode < 0 || !HasTown(scan, pieces, first, postcode))
                && IsTown(scan, pieces, first - 1)
                && !pieces
                    .GetRange(seed, Math.Min(3, pieces.Count - seed))
                    .Exists(piece => piece.Kind == PieceKind.Place && piece.Start < pieces[seed].End + 4)
            )
            {
                first--;
                hasTown = true;
            }

            break;
        }

        // A place alone, or a remark, begins no address.
        while (
            first < seed
            && !hasTown
            && pieces[first].Kind is PieceKind.Note or PieceKind.Place
            && !(pieces[seed].Kind is PieceKind.Street or PieceKind.StreetName && first == seed - 1)
        )
        {
            if (
                pieces[seed].IsSure
                && pieces[seed].Kind == PieceKind.Postcode
                && pieces
                    .GetRange(first, seed - first)
                    .TrueForAll(piece => piece.Kind is PieceKind.Place or PieceKind.Region)
            )
            {
                break;
            }

            if (
                pieces[seed].Kind == PieceKind.Postcode
                && first == seed - 1
                && IsSamePart(scan, pieces[first], pieces[seed])
            )
            {
                break;
            }

            first++;
        }

        return first;
    }

    private static bool HasTown(FactScan scan, List<AddressPiece> pieces, int first, int postcode) =>
        pieces.GetRange(first, postcode - first).Exists(piece => piece.Kind == PieceKind.Place)
        || postcode + 1 < pieces.Count
            && pieces[postcode + 1].Kind == PieceKind.Place
            && Touch(scan, pieces[postcode], pieces[postcode + 1]);

    /// <summary>
    /// Whether the place stands before its street as towns do in some countries: it is marked as one, begins the statement, or a comma
    /// divides it from the name of the shop and the street is marked.
    /// </summary>
    private static bool IsTown(FactScan scan, List<AddressPiece> pieces, int at)
    {
        var text = scan.Text;
        var town = pieces[at];
        if (text.Is(town.Start, "address.town") > 0)
        {
            return true;
        }

        var isAlone = at == 0 || !Touch(scan, pieces[at - 1], town);
        return scan.Region.Country is "HU" or "UA" or "RU" or "BG" or "TR" && isAlone && StartsThere(scan, town.Start)
            || isAlone && IsKnownTown(scan, town)
            || text.Has("address.town")
                && town.End - town.Start < 4
                && (text.IsSign(town.Start - 1, ',', '-') || StartsThere(scan, town.Start))
                && text.Is(pieces[at + 1].Start, "street.before") > 0;
    }

    /// <summary>Whether the place is marked as a town, or a larger one of the country.</summary>
    public static bool IsKnownTown(FactScan scan, AddressPiece place) =>
        scan.Text.Is(place.Start, "address.town") > 0
        || Cities.At(scan.Text, place.Start).Any(city => city.Country == scan.Region.Country);

    private static bool StartsThere(FactScan scan, int at) =>
        at == 0 || scan.Sentences.EndsAt(at - 1) || scan.Text.IsSign(at - 1, ":");

    public static bool IsSamePart(FactScan scan, AddressPiece one, AddressPiece next) =>
        next.Start == one.End || next.Start == one.End + 1 && scan.Text.IsSign(one.End, '-', '/');

    // Within one sentence; the lines of a letter head are one too.
    public static bool Touch(FactScan scan, AddressPiece one, AddressPiece next)
    {
        if (next.Start - one.End > 3)
        {
            return false;
        }

        var lines = 0;
        for (var i = one.End; i < next.Start; i++)
        {
            var token = scan.Text[i];
            // "Torget 5 i Vimmerby"
            if (
                next.Kind == PieceKind.Place
                && one.Kind is PieceKind.Street or PieceKind.Unit
                && i == one.End
                && i + scan.Text.Is(i, "place.in") == next.Start
            )
            {
                return true;
            }

            if (scan.IsTaken(i) || token.Kind is TokenKind.Word or TokenKind.Digits)
            {
                return false;
            }

            lines += token.Kind == TokenKind.Break ? 1 : 0;
            if (
                token.Kind == TokenKind.Sign
                && (
                    scan.Sentences.EndsAt(i) && next.Kind != PieceKind.PoBox
                    || token.Text is ":" or ";" or "!" or "\u2022" or "=" or "+"
                )
            )
            {
                return false;
            }
        }

        return lines < 2;
    }
}
