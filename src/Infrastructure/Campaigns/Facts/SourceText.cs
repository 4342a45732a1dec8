using AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts;

/// <summary>A field of the brief, cut into tokens once for all that read it.</summary>
internal sealed class SourceText
{
    private const int LongestColour = 6;

    private readonly IReadOnlyList<Meaning>[] meanings;
    private readonly FactWords words;
    private bool? hasNoCapitals;

    public SourceText(string field, string text, FactWords words)
    {
        Field = field;
        Text = text;
        Folded = Scripts.Fold(text);
        this.words = words;
        Tokens = Tokenize(text, words);
        meanings = new IReadOnlyList<Meaning>[Tokens.Count];
        for (var i = 0; i < Tokens.Count; i++)
        {
            meanings[i] = words.At(Tokens, i);
        }

        Sentences = new Sentences(this);
    }

    public string Field { get; }

    /// <summary>A phrase by itself, in the same language.</summary>
    public SourceText Phrase(string phrase) => new("", phrase, words);

    public Sentences? Sentences { get; }

    /// <summary>Whether the language has the list.</summary>
    public bool Has(string list) => words.Has(list);

    /// <inheritdoc cref="FactWords.NumberWithin"/>
    public (decimal Value, int Length) NumberWithin(string word, int at) => words.NumberWithin(word, at);

    /// <summary>Whether the word is made of another and of one that such words end with: "Dankesseite", "Fjellgata".</summary>
    public bool Compound(int index, string endings) =>
        this[index] is { Kind: TokenKind.Word } word
        && words
            .Endings(endings)
            .Any(ending =>
                word.Text.Length > ending.Length + 1 && word.Text.EndsWith(ending, StringComparison.Ordinal)
            );

    /// <summary>How the words of the list end.</summary>
    public IReadOnlyList<string> Endings(string list) => words.Endings($"{list}.ending");

    public string Text { get; }

    /// <summary>The source sign by sign as words are listed: small letters, plain digits and signs, simplified Han.</summary>
    public string Folded { get; }

    /// <summary>Whether the source from the one place to the other ends as the words of the list do, with a name before that.</summary>
    public bool Ending(string list, int from, int to, int longest) =>
        to - from > 1
        && to - from <= longest
        && words
            .Endings($"{list}.ending")
            .Any(ending =>
                to - ending.Length >= from && Folded.AsSpan(from, to - from).EndsWith(ending, StringComparison.Ordinal)
            );

    public IReadOnlyList<Token> Tokens { get; }

    /// <summary>Whether who wrote it begins sentences with small letters: "necesito una web. abrimos de 9 a 14".</summary>
    public bool IsSmall =>
        Tokens is [{ Kind: TokenKind.Word, IsCapital: false }, ..] && char.IsLower(Text[Tokens[0].Start]);

    /// <summary>Whether it is typed without a capital letter, so that none tells a name.</summary>
    public bool HasNoCapitals => hasNoCapitals ??= !Text.Any(char.IsUpper);

    public int Count => Tokens.Count;

    public Token this[int index] =>
        index >= 0 && index < Tokens.Count
            ? Tokens[index]
            : new Token(TokenKind.Break, "\n", Text.Length, Text.Length, true, false);

    /// <summary>How many tokens at the index mean this; 0: they do not.</summary>
    public int Is(int index, string meaning)
    {
        if (index < 0 || index >= meanings.Length)
        {
            return 0;
        }

        foreach (var one in meanings[index])
        {
            if (string.Equals(one.Name, meaning, StringComparison.Ordinal))
            {
                return one.Length;
            }
        }

        return 0;
    }

    /// <summary>How many letters before the word that means this are a word of their own, as "and" is in Arabic and Hebrew.</summary>
    public int Prefix(int index, string meaning)
    {
        foreach (var one in All(index))
        {
            if (string.Equals(one.Name, meaning, StringComparison.Ordinal))
            {
                return one.Prefix;
            }
        }

        return 0;
    }

    /// <summary>The longest meaning of the family at the index, such as <c>currency.</c>; its name is what follows the family's.</summary>
    public (string Name, int Length) Of(int index, string family)
    {
        if (index >= 0 && index < meanings.Length)
        {
            foreach (var one in meanings[index])
            {
                if (one.Name.StartsWith(family, StringComparison.Ordinal))
                {
                    return (one.Name[family.Length..], one.Length);
                }
            }
        }

        return ("", 0);
    }

    public IReadOnlyList<Meaning> All(int index) => index >= 0 && index < meanings.Length ? meanings[index] : [];

    /// <summary>The meaning of the family that ends just before the index, with where it begins.</summary>
    public (string Name, int Start) Before(int index, string family)
    {
        // "i.p.v." is six of them.
        for (var start = Math.Max(0, index - 6); start < index; start++)
        {
            foreach (var one in meanings[start])
            {
                // "60 min" are minutes, and "min. 60" is a minimum.
                if (
                    start + one.Length == index
                    && one.Name.StartsWith(family, StringComparison.Ordinal)
                    && !(
                        start > 0
                        && Tokens[start - 1].Kind == TokenKind.Digits
                        && (one.Name is "min" or "price.from")
                        && Of(start, "unit.").Length > 0
                    )
                    && !(
                        one.Name == "price.from"
                        && start > 0
                        && Of(start - 1, "unit.").Length > 0
                        && Of(start, "unit.").Length > 0
                    )
                )
                {
                    return (one.Name[family.Length..], start);
                }
            }
        }

        return ("", -1);
    }

    /// <summary>Arabic and full-width commas stand between things, not within a number; but "４，４００" is all full-width.</summary>
    public bool IsListComma(int index) =>
        IsSign(index, ",")
        && (
            Text[this[index].Start] == '\u060C'
            || Text[this[index].Start] == '\uFF0C'
                && index > 0
                && Text[this[index].Start - 1] is < '\uFF10' or > '\uFF19'
        );

    public bool IsSign(int index, string sign) => this[index] is { Kind: TokenKind.Sign } token && token.Text == sign;

    public bool IsSign(int index, char first, char second) =>
        this[index] is { Kind: TokenKind.Sign } token && (token.Text[0] == first || token.Text[0] == second);

    /// <summary>The dot of an abbreviation belongs to it.</summary>
    public int SkipDot(int index) =>
        IsSign(index, ".") && !this[index].IsSpaced && Sentences?.EndsAt(index) != true ? index + 1 : index;

    public string Words(int start, int end) => start >= end ? "" : Text[this[start].Start..this[end - 1].End];

    /// <summary>Whether the token is a part of a colour's number, "#2E5E4E".</summary>
    public bool IsInColour(int index)
    {
        var at = index;
        while (index - at < LongestColour && at > 0 && !this[at].IsSpaced && this[at].Kind != TokenKind.Sign)
        {
            at--;
        }

        return index != at && IsSign(at, "#");
    }

    /// <summary>The tokens' normalised text, one after the other.</summary>
    public string Plain(int start, int end) => string.Concat(Indexes.Of(start, end).Select(i => this[i].Text));

    public static List<Token> Tokenize(string text, FactWords? words)
    {
        var plain = Scripts.Fold(text);
        var tokens = new List<Token>(text.Length / 4);
        var spaced = false;
        for (var at = 0; at < plain.Length; )
        {
            var c = plain[at];
            var start = at++;
            if (c == ' ')
            {
                spaced = true;
                continue;
            }

            var kind = TokenKind.Sign;
            if (c == '\n')
            {
                kind = TokenKind.Break;
            }
            else if (char.IsAsciiDigit(c))
            {
                kind = TokenKind.Digits;
                while (at < plain.Length && char.IsAsciiDigit(plain[at]))
                {
                    at++;
                }
            }
            else if (Scripts.IsLetter(c))
            {
                kind = TokenKind.Word;
                at = EndOfWord(plain, start, words?.Has("apostrophe") == true);
                if (words is not null && (Scripts.HasNoSpaces(c) || Scripts.IsHangul(c)))
                {
                    AddPieces(start, at);
                    spaced = false;
                    continue;
                }
            }
            else if (char.IsHighSurrogate(c) && at < plain.Length)
            {
                at++;
            }

            Add(kind, start, at);
            spaced = false;
        }

        return tokens;

        void Add(TokenKind kind, int start, int end) =>
            tokens.Add(new Token(kind, Unvowelled(plain[start..end]), start, end, spaced, char.IsUpper(text[start])));

        void AddPieces(int start, int end)
        {
            var from = start;
            // Korean has spaces: only what follows a number, or is made of listed words alone, is several words in one.
            if (
                Scripts.IsHangul(plain[start])
                && !(start > 0 && char.IsAsciiDigit(plain[start - 1]))
                && !IsAllPieces(start, end)
            )
            {
                Add(TokenKind.Word, start, end);
                return;
            }

            for (var at = start; at < end; )
            {
                var length = Math.Max(words.PieceAt(plain, at, end), HanNumbers.LengthAt(plain, at, end));
                if (length == 0)
                {
                    at++;
                    continue;
                }

                if (at > from)
                {
                    Add(TokenKind.Word, from, at);
                    spaced = false;
                }

                Add(TokenKind.Word, at, at + length);
                spaced = false;
                at += length;
                from = at;
            }

            if (from < end)
            {
                Add(TokenKind.Word, from, end);
            }
        }

        bool IsAllPieces(int start, int end)
        {
            for (var at = start; at < end; )
            {
                var length = words.PieceAt(plain, at, end);
                if (length == 0)
                {
                    return false;
                }

                at += length;
            }

            return true;
        }
    }

    // Vowel signs are written or not, and before their letter or behind it: صباحًا, صباحاً, صباحا; so are the dot of loanwords in Hindi
    // and the sign that joins no letters in Persian.
    private static string Unvowelled(string word) =>
        word.AsSpan().IndexOfAnyInRange('\u064B', '\u0652') < 0 && word.AsSpan().IndexOfAny('\u093C', '\u200C') < 0
            ? word
            : string.Concat(word.Where(letter => letter is < '\u064B' or > '\u0652' and not ('\u093C' or '\u200C')));

    private static int EndOfWord(string plain, int start, bool isDivided)
    {
        var at = start + 1;
        var noSpaces = Scripts.HasNoSpaces(plain[start]);
        while (at < plain.Length)
        {
            var c = plain[at];
            if (Scripts.IsLetter(c) && Scripts.HasNoSpaces(c) == noSpaces)
            {
                at++;
            }
            // Turkish puts endings behind an apostrophe: "TL'den".
            else if (!isDivided && c is '\'' or '"' && IsQuoteInWord(plain, at))
            {
                at++;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    // "d'Aubigny", Ukrainian "кав'ярня", Hebrew ש"ח and דק'.
    private static bool IsQuoteInWord(string plain, int at)
    {
        // Korean particles follow a closing quotation mark at once: "'최고'라는".
        if (Scripts.IsHangul(plain[at - 1]) || Scripts.HasNoSpaces(plain[at - 1]))
        {
            return false;
        }

        var hebrew = plain[at - 1] is >= '\u05D0' and <= '\u05EA';
        return at + 1 < plain.Length && Scripts.IsLetter(plain[at + 1])
            ? plain[at] == '\'' || (hebrew && plain[at + 1] is >= '\u05D0' and <= '\u05EA')
            : hebrew && plain[at] == '\'';
    }
}
