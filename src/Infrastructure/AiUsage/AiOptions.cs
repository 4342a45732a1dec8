namespace AiWebBuilder.Infrastructure.AiUsage;

/// <summary>What the platform itself offers of AI.</summary>
internal sealed class AiOptions
{
    public const string Section = "Ai";

    /// <summary>Used when nobody names a model. The delivered one works without a key.</summary>
    public string DefaultModel { get; set; } = "offline-writer-1";

    /// <summary>Models that are tried in this order when the one that was asked for cannot be had at the moment.</summary>
    public string[] Fallbacks { get; set; } = [];

    /// <summary>The platform's access to <c>openai</c>, <c>anthropic</c> and one <c>compatible</c> endpoint.</summary>
    public Dictionary<string, ProviderOptions> Providers { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The longest that a call may take.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest that a provider may keep silent in the middle of an answer.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>For so long the same request is answered as before, at no cost; zero: never.</summary>
    public TimeSpan ReplayWindow { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Where the platform's own alerts are mailed to; none: they stand in the log and in the administrators' list.</summary>
    public string? AlertMail { get; set; }
}

internal sealed class ProviderOptions
{
    /// <summary>Null for endpoints that want none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>OpenAI's and compatible ones end in <c>/v1</c>, Anthropic's does not; null: the vendor's own.</summary>
    public Uri? BaseUrl { get; set; }
}
