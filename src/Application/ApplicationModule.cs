using AiWebBuilder.Application.Common;
using FluentValidation;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.Application;

/// <summary>Registers the layer by scanning its own assembly: a new use case or module needs no line here.</summary>
public static class ApplicationModule
{
    /// <summary>The mediator with its behaviors, all handlers and all validators.</summary>
    public static IServiceCollection AddApplication(this IServiceCollection services)
    {
        services.AddMessaging();
        services.AddByScan(typeof(ApplicationModule).Assembly);
        services.AddScoped<AiUsage.Generations.GenerationProgress>();
        services.AddScoped<Integrations.Analyses.AnalysisCounting>();
        services.AddScoped<Integrations.Imports.Contents.ContentReading>();
        services.AddScoped<Integrations.Imports.Making.ImportPictures>();
        services.AddScoped<Identity.Passwords.PasswordProof>();
        services.AddScoped<Identity.SignIn.SignInProof>();
        return services.AddValidatorsFromAssembly(
            typeof(ApplicationModule).Assembly,
            ServiceLifetime.Singleton,
            includeInternalTypes: true
        );
    }
}
