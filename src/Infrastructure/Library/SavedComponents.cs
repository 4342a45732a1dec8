using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Library;

/// <summary>Components in the account's library.</summary>
internal sealed class SavedComponents(AppDbContext db) : ICountPlanResource
{
    public PlanResource Resource => PlanResource.LibraryItems;

    public Task<long> CountAsync(Guid accountId, CancellationToken cancellationToken) =>
        db
            .Database.SqlQuery<long>(
                $"""select count(*) as "Value" from component_library where user_id = {accountId}"""
            )
            .SingleAsync(cancellationToken);
}
