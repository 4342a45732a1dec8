using AiWebBuilder.Domain.Campaigns.Briefs;

namespace AiWebBuilder.Application.Campaigns.Facts;

/// <summary>Finds what an owner has stated in the texts of a brief. Pure: the same brief always gives the same reading.</summary>
public interface IFactReader
{
    FactReading Read(Brief brief);
}
