using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.ModuleName;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.IntegrationTests.ModuleName;

internal sealed class UseCaseNameTests
{
    [Test]
    public async Task Nobody_reaches_it_without_signing_in()
    {
        await using var scope = App.Current.Services.CreateAsyncScope();
        (await RefusedAsync(scope, Guid.CreateVersion7())).Kind.ShouldBe(ErrorKind.Unauthenticated);
    }

    [Test]
    public async Task What_is_not_there_is_not_found()
    {
        await using var scope = App.Current.Services.CreateAsyncScope();
        var stranger = Guid.CreateVersion7();
        scope.ServiceProvider.GetRequiredService<ActorContext>().ActAs(stranger, stranger);
        (await RefusedAsync(scope, Guid.CreateVersion7())).Kind.ShouldBe(ErrorKind.NotFound);
    }

    private static async Task<Error> RefusedAsync(AsyncServiceScope scope, Guid id)
    {
        var sender = scope.ServiceProvider.GetRequiredService<ISender>();
        var refused = await Should.ThrowAsync<DomainException>(() =>
            sender.Send(new UseCaseName(id, "*"), CancellationToken.None)
        );
        return refused.Error;
    }
}
