namespace AiWebBuilder.Infrastructure.AiUsage.Generations;

/// <summary>A trigger tells that a generation has a new event; the payload is the generation's id.</summary>
public static class GenerationNews
{
    public static string Channel => "generation_events";
}
