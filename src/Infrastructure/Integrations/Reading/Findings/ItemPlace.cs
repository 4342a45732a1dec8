namespace AiWebBuilder.Infrastructure.Integrations.Reading.Findings;

internal sealed record ItemPlace(int Group, int Index, ItemPlace? Outer);
