using System.Text.Json;

namespace AiWebBuilder.Infrastructure.AiUsage.Providers;

/// <summary>
/// Errors that say that the money or the quota behind a key is used up, whatever status they are sent with. OpenAI: 429
/// <c>insufficient_quota</c>; Moonshot: 429 <c>exceeded_current_quota_error</c>; Anthropic: 400 <c>invalid_request_error</c>, and only
/// its sentence tells.
/// </summary>
internal static class QuotaErrors
{
    /// <summary>Within a code or a type. Not every quota: some providers call so what they allow in a minute.</summary>
    private static readonly string[] Words =
    [
        "insufficient_quota",
        "exceeded_current_quota",
        "insufficient_balance",
        "billing",
    ];

    private static readonly string[] Sentences =
    [
        "credit balance is too low",
        "specified api usage limits",
        "insufficient balance",
    ];

    /// <param name="body">Of an answer, as it was sent: anything.</param>
    public static bool IsIn(string? body)
    {
        var start = body?.IndexOf('{', StringComparison.Ordinal) ?? -1;
        using var json = start < 0 ? null : LooseJson.ObjectAt(body!, start, out _);
        return json is not null && IsIn(json.RootElement);
    }

    /// <param name="message">An error, or what has one as its <c>error</c>.</param>
    public static bool IsIn(JsonElement message)
    {
        var error = CompatibleMessage.Member(message, "error") is { ValueKind: JsonValueKind.Object } inner
            ? inner
            : message;
        return IsCode(Text("code")) || IsCode(Text("type")) || Says(Text("message"), Sentences);

        string? Text(string member) =>
            CompatibleMessage.Member(error, member) is { ValueKind: JsonValueKind.String } said
                ? said.GetString()
                : null;
    }

    /// <param name="code">An error's code or type.</param>
    public static bool IsCode(string? code) => Says(code, Words);

    private static bool Says(string? text, string[] any) =>
        text is not null && Array.Exists(any, words => text.Contains(words, StringComparison.OrdinalIgnoreCase));
}
