using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.AiUsage.Budgets;

/// <summary>Budgets that the account has set itself.</summary>
internal sealed class OwnBudgets(AppDbContext db) : ICountPlanResource
{
    public PlanResource Resource => PlanResource.CustomBudget;

    public Task<long> CountAsync(Guid accountId, CancellationToken cancellationToken) =>
        db
            .Database.SqlQuery<long>($"""select count(*) as "Value" from ai_budgets where user_id = {accountId}""")
            .SingleAsync(cancellationToken);
}
