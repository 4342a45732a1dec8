using AiWebBuilder.Domain.Campaigns.Planning;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Campaigns;

/// <summary>What may stand on which page.</summary>
public static class ComponentPages
{
    /// <summary>A page is an e-mail or it is none, by what stands there, else by what is planned for it.</summary>
    /// <exception cref="DomainException">Conflict: parts of e-mails stand on e-mails alone, and nothing else does.</exception>
    public static void EnsureFits(
        string page,
        string componentType,
        IEnumerable<CampaignComponent> others,
        CampaignPlan? plan
    )
    {
        var isPart = componentType == ComponentTypes.Email;
        var isEmail =
            others.FirstOrDefault(one => one.Page == page) is { } there ? there.ComponentType == ComponentTypes.Email
            : plan?.Pages.FirstOrDefault(one => one.Key == page)?.Kind is { } kind ? kind == PageKinds.Email
            : isPart;
        if (isPart != isEmail)
        {
            throw new DomainException(isPart ? CampaignErrors.PartOutsideEmail : CampaignErrors.SectionInEmail);
        }
    }

    /// <summary><c>email-1</c>, or the next number that no page has.</summary>
    public static string NextEmail(IReadOnlyCollection<CampaignComponent> own, CampaignPlan? plan) =>
        Enumerable
            .Range(1, own.Count + (plan?.Pages.Count ?? 0) + 1)
            .Select(number => $"email-{number}")
            .First(page => own.All(one => one.Page != page) && plan?.Pages.Any(one => one.Key == page) != true);
}
