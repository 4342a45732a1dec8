using System.Text.Json;
using System.Text.Json.Serialization;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Integrations.Calls;

namespace AiWebBuilder.Infrastructure.Integrations;

/// <summary>What people are told about platforms, and how they are treated: <c>platforms.json</c>.</summary>
/// <param name="Reasons">By object, why it can be read only, or not at all.</param>
/// <param name="Webhooks">By kind of message, what is done about it; <c>*</c>: about each.</param>
internal sealed record PlatformTexts(
    string Title,
    PlatformPace Pace,
    IReadOnlyDictionary<string, string> Problems,
    IReadOnlyDictionary<string, string> Reasons,
    IReadOnlyDictionary<string, WebhookAction> Webhooks
)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly JsonDocument Document = Read();

    private static readonly Dictionary<string, PlatformTexts> Platforms = PlatformTypes.All.ToDictionary(
        platform => platform,
        platform => Document.RootElement.GetProperty(platform).Deserialize<PlatformTexts>(Options)!
    );

    public static PlatformTexts Of(string platform) => Platforms[platform];

    /// <summary>What is wrong and what to do about it.</summary>
    public string Advice(string problem, string detail) =>
        (
            Problems.GetValueOrDefault(problem)
            ?? Document.RootElement.GetProperty("problems").GetProperty(problem).GetString()!
        ).Replace("{detail}", detail, StringComparison.Ordinal);

    public WebhookAction WebhookActionOf(string kind) =>
        Webhooks.TryGetValue(kind, out var known) ? known : Webhooks.GetValueOrDefault("*");

    /// <summary>What is wrong, as those know it who read and write.</summary>
    public PlatformUnavailableException UnavailableOf(PlatformException failure)
    {
        var advice = Advice(failure.Problem, failure.Detail);
        return failure.Problem switch
        {
            ConnectionProblems.MissingRights => new(advice, failure) { IsOfObject = true },
            ConnectionProblems.RateLimited => new(advice, failure)
            {
                RetryAfter = failure.RetryAfter ?? TimeSpan.FromMinutes(1),
            },
            ConnectionProblems.NameUnknown
            or ConnectionProblems.Unreachable
            or ConnectionProblems.TooSlow
            or ConnectionProblems.Unreadable
            or ConnectionProblems.Blocked
            or ConnectionProblems.ServerError => new(advice, failure),
            _ => new(advice, failure) { Check = CheckOf(failure) },
        };
    }

    /// <summary>The same, of a connection that does not work.</summary>
    public ConnectionCheck CheckOf(PlatformException failure) =>
        new(ConnectionStatus.Error, failure.Problem, Advice(failure.Problem, failure.Detail), Metadata: null);

    private static JsonDocument Read()
    {
        using var stream = typeof(PlatformTexts).Assembly.GetManifestResourceStream("platforms.json")!;
        return JsonDocument.Parse(stream);
    }
}
