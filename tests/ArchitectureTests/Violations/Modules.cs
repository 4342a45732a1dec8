using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Campaigns;

#pragma warning disable IDE0130 // Violations stand where the product's modules stand.

namespace AiWebBuilder.Domain.Library
{
    internal sealed class NamesAnotherModulesAggregate
    {
        public static string Of(Campaign campaign) => campaign.Name;
    }
}

namespace AiWebBuilder.Application.Library
{
    internal sealed class SendsAnotherModulesRequestInAnAsyncBody(ISender sender)
    {
        public async Task<string> NameAsync(Guid id, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return (await sender.Send(new GetCampaign(id), cancellationToken)).Name;
        }
    }

    internal sealed class AsksAnotherModuleInALambda
    {
        public static bool Any(IEnumerable<string> slugs) => slugs.Any(slug => CampaignTypes.All.Contains(slug));
    }

    internal sealed class HoldsAnotherModulesAggregateInAGeneric(IRepository<Campaign> campaigns)
    {
        public object Campaigns => campaigns;
    }

    internal sealed class AsksThroughContracts(IAiModels models)
    {
        public Task<ModelChoice> ChooseAsync(CancellationToken cancellationToken) =>
            models.ChooseAsync(model: null, cancellationToken);
    }
}

namespace AiWebBuilder.Application.Library.Contracts
{
    public interface IHasAFatSeam
    {
        void ForOthers();

        void OnlyItsOwn();
    }
}

namespace AiWebBuilder.Application.Library
{
    internal sealed class CallsItsOwnSeam(Contracts.IHasAFatSeam seam)
    {
        public void Call() => seam.OnlyItsOwn();
    }
}

namespace AiWebBuilder.Application.Analytics
{
    internal sealed class AsksThroughTheSeam(Library.Contracts.IHasAFatSeam seam)
    {
        public void Ask() => seam.ForOthers();
    }
}

namespace AiWebBuilder.Infrastructure.Library
{
    internal sealed class IsMappedWithAnotherModulesAdapter
    {
        public static Type Adapter => typeof(Campaigns.PublicationMapping);
    }
}

namespace AiWebBuilder.Application.Common
{
    internal sealed class SharesCodeThatKnowsAModule
    {
        public static string Code => CampaignErrors.NotFound.Code;
    }
}

namespace AiWebBuilder.Application
{
    internal sealed class StandsAtTheRoot
    {
        public static string Code => CampaignErrors.NotFound.Code;
    }
}

namespace AiWebBuilder.Application.Library
{
    internal sealed class AsksTheWeb(HttpClient client)
    {
        public Task<string> AskAsync(CancellationToken cancellationToken) =>
            client.GetStringAsync("https://example.com", cancellationToken);
    }

    internal sealed class ReadsAFile
    {
        public static string Read(string path) => File.ReadAllText(path);
    }
}

namespace AiWebBuilder.Api.Library
{
    internal sealed class EndpointWithADatabase
    {
        public static async Task<object?> Handle(Infrastructure.Persistence.Databases databases)
        {
            await using var command = databases.App.CreateCommand("select 1");
            return await command.ExecuteScalarAsync();
        }
    }

    internal sealed class EndpointWithAContext
    {
        public static int Handle(Microsoft.EntityFrameworkCore.DbContext db) => db.ChangeTracker.Entries().Count();
    }
}
