namespace AiWebBuilder.Infrastructure.Campaigns.Facts;

/// <param name="Text">In lower case, with ASCII digits and plain punctuation.</param>
/// <param name="Start">In the source, in UTF-16 code units.</param>
/// <param name="IsSpaced">Whether white space stands before it.</param>
/// <param name="IsCapital">Whether it begins with a capital letter.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int End, bool IsSpaced, bool IsCapital);
