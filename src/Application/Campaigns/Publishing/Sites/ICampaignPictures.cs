using AiWebBuilder.Domain.Campaigns.Looks;

namespace AiWebBuilder.Application.Campaigns.Publishing.Sites;

/// <summary>Draws what stands for a campaign where it is linked to and kept.</summary>
public interface ICampaignPictures
{
    /// <param name="name">Whose campaign it is: its first letter is the icon.</param>
    /// <param name="headline">What the card says; words whose letters no font has are left out.</param>
    CampaignPictures Draw(Theme theme, string name, string headline);
}
