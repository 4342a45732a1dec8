namespace AiWebBuilder.Domain.Campaigns;

/// <summary>What a version consists of.</summary>
/// <param name="IsAttached">Whether code and styles are what a block makes of the props; else somebody wrote them.</param>
public sealed record ComponentContent(string Name, string Code, string? CssStyles, string Props, bool IsAttached)
{
    /// <summary>Whether both are the same to whoever wrote them: the look of attached ones is the theme's.</summary>
    public bool SaysTheSameAs(ComponentContent other) =>
        IsAttached && other.IsAttached ? (Name, Props) == (other.Name, other.Props) : this == other;
}
