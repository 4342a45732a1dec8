namespace AiWebBuilder.Application.Campaigns.Previews;

/// <summary>Signed tokens: any node reads what another has given, and none keeps them.</summary>
public interface IPreviewLinks
{
    /// <returns>Letters, digits, <c>-</c> and <c>_</c>.</returns>
    string Issue(PreviewLink link);

    /// <summary>What the token says, whether it still holds or not; null when this product has not signed it.</summary>
    PreviewLink? Read(string token);
}
