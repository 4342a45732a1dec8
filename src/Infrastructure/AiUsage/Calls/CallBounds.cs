using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Infrastructure.AiUsage.Offline;

namespace AiWebBuilder.Infrastructure.AiUsage.Calls;

/// <summary>The most that a call can take, in tokens: what is reserved for it, and what an estimate says before.</summary>
internal static class CallBounds
{
    /// <summary>Tokens for what a provider wraps around messages and schema.</summary>
    private const int Envelope = 200;

    public static int Input(ModelChoice model, IEnumerable<string> messages, int images) =>
        Envelope + messages.Sum(message => Tokens(model, message)) + ModelChoice.TokensOfImage * images;

    public static int Output(ModelChoice model, int? asked) =>
        Math.Min(asked ?? int.MaxValue, model.Price.MaxOutputTokens);

    /// <summary>At most what the model's own vocabulary makes of a text.</summary>
    public static int Tokens(ModelChoice model, string text) =>
        (int)Math.Ceiling(TokenCount.Of(text) * model.Abilities.TokenFactor);
}
