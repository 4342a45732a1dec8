namespace AiWebBuilder.Application.Integrations.Analyses.Facts;

/// <param name="Address">Where it stands.</param>
/// <param name="Text">As the page has it: data, whatever it says. Null: there is nothing to read, or it was written to a machine.</param>
public sealed record FactSample(string Address, string? Text);
