namespace AiWebBuilder.Infrastructure.Campaigns.Facts;

internal static class Scripts
{
    public static bool IsHangul(char c) => c is >= '\uAC00' and <= '\uD7AF';

    /// <summary>Han, kana, Thai and Lao.</summary>
    public static bool HasNoSpaces(char c) =>
        c is (>= '\u0E00' and <= '\u0EFF') or (>= '\u3005' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF');
}
