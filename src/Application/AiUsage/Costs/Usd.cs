namespace AiWebBuilder.Application.AiUsage.Costs;

/// <summary>Nano-dollars as people read them; nothing is rounded.</summary>
internal static class Usd
{
    public static decimal Of(long nanoUsd) => nanoUsd / 1_000_000_000m;
}
