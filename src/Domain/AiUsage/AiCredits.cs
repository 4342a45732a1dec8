namespace AiWebBuilder.Domain.AiUsage;

/// <summary>Credits of the plans: one for each started thousand tokens.</summary>
public static class AiCredits
{
    public static int For(long tokens) => (int)Math.Min(int.MaxValue, (tokens + 999) / 1000);
}
