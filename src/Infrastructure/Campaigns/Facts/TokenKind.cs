namespace AiWebBuilder.Infrastructure.Campaigns.Facts;

internal enum TokenKind
{
    Word,
    Digits,
    Sign,
    Break,
}
