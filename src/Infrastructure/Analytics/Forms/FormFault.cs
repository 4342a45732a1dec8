namespace AiWebBuilder.Infrastructure.Analytics.Forms;

/// <summary>What is wrong with a field.</summary>
/// <param name="Field">Its name, as it was sent.</param>
/// <param name="Rule">One of <see cref="FormRules"/>' names.</param>
/// <param name="Values">What the message tells: a limit.</param>
public sealed record FormFault(string Field, string Rule, params IReadOnlyList<object> Values);
