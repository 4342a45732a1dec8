using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Integrations.Imports.Mapping;
using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Integrations.Imports.Making;

/// <summary>Makes the source's pictures the account's own.</summary>
internal sealed class ImportPictures(IImageIntake images, TimeProvider time)
{
    /// <summary>A rehearsal keeps no picture: it tells what would be kept.</summary>
    public async Task<TakenPictures> TakeAsync(SourceSite source, bool isRehearsal, CancellationToken cancellationToken)
    {
        Dictionary<string, Guid> pictures = new(StringComparer.Ordinal);
        Dictionary<string, string> missing = new(source.Missing, StringComparer.Ordinal);
        List<Guid> added = [];
        foreach (var (address, file) in source.Pictures)
        {
            var alt = source
                .Pages.SelectMany(page => page.Page.Elements)
                .FirstOrDefault(one => one.Address == address && one.Alt is not null)
                ?.Alt;
            try
            {
                if (isRehearsal)
                {
                    pictures[address] = await images.FindAsync(file, cancellationToken) ?? time.NewId();
                    continue;
                }
                var taken = await images.TakeAsync(
                    file,
                    alt is not null && Texts.IsWithin(alt, 140) ? alt : null,
                    cancellationToken
                );
                pictures[address] = taken.Id;
                if (taken.IsNew)
                {
                    added.Add(taken.Id);
                }
            }
            catch (DomainException refusal)
            {
                missing[address] = refusal.Error.Message;
            }
        }
        return new TakenPictures(pictures, missing, added);
    }
}

/// <param name="Pictures">Uploads by the source's addresses.</param>
/// <param name="Missing">Why a picture did not come, by its address.</param>
/// <param name="Added">Those that the account did not have.</param>
internal sealed record TakenPictures(
    IReadOnlyDictionary<string, Guid> Pictures,
    IReadOnlyDictionary<string, string> Missing,
    IReadOnlyList<Guid> Added
);
