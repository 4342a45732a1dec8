namespace AiWebBuilder.Infrastructure.Integrations.Calls;

/// <summary>How many calls a platform takes from an account, before it says so itself.</summary>
/// <param name="SaysLimits">Its answers say what is left: that leads.</param>
internal sealed record PlatformPace(int Calls, int Seconds, bool SaysLimits = false);
