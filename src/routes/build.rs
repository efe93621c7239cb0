//! How the table of routes becomes what the server answers by: the check of the permission around each handler, and
//! what is answered to any other method or path.

use std::pin::Pin;
use std::rc::Rc;

use actix_web::dev::Payload;
use actix_web::http::Method;
use actix_web::http::header::ALLOW;
use actix_web::middleware::from_fn;
use actix_web::{
    FromRequest, Handler, HttpRequest, HttpResponse, Responder, Route, Scope, guard, web,
};

use super::{GET, Line, Routes};
use crate::access::Permission;
use crate::error::AppError;
use crate::web::access;

impl Routes {
    /// Adds a line. A handler cannot be reached without its permission being checked.
    #[must_use]
    pub(super) fn on<H, Args>(
        mut self,
        method: Method,
        path: &'static str,
        permission: Permission,
        handler: H,
    ) -> Self
    where
        H: Handler<Args>,
        Args: FromRequest + 'static,
        H::Output: Responder + 'static,
    {
        let route = guarded(method.clone(), permission, of_any_type(handler));
        self.0.push((Line { method, path, permission }, route));
        self
    }

    /// The lines without their handlers.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        self.0.iter().map(|(line, _)| line.clone()).collect()
    }

    /// The table as two scopes, the portal of customers and all the rest: one resource per path, 405
    /// for its other methods, 404 for other paths.
    #[must_use]
    pub fn parts(self) -> (Scope, Scope) {
        let (portal, panel): (Vec<_>, Vec<_>) =
            self.0.into_iter().partition(|(line, _)| line.permission.is_of_portal());
        (scope(crate::web::portal::ROOT, portal), scope("", panel))
    }
}

/// A handler whose type is forgotten: what stands around one is then compiled once, not once for each.
type Page = Rc<dyn Fn(HttpRequest, Payload) -> Pin<Box<dyn Future<Output = HttpResponse>>>>;

fn of_any_type<H, Args>(handler: H) -> Page
where
    H: Handler<Args>,
    Args: FromRequest + 'static,
    H::Output: Responder + 'static,
{
    Rc::new(move |request, mut payload| {
        let handler = handler.clone();
        Box::pin(async move {
            match Args::from_request(&request, &mut payload).await {
                Ok(args) => handler.call(args).await.respond_to(&request).map_into_boxed_body(),
                Err(error) => HttpResponse::from_error(error),
            }
        })
    })
}

fn guarded(method: Method, permission: Permission, page: Page) -> Route {
    let check = from_fn(move |request, next| access::check(permission, request, next));
    let answer =
        move |request: HttpRequest, payload: web::Payload| page(request, payload.into_inner());
    let asked = if method == GET {
        guard::Any(guard::Get()).or(guard::Head())
    } else {
        guard::Any(guard::Method(method))
    };
    web::route().guard(asked).to(answer).wrap(check)
}

/// What a path answers to any other method: which there are.
fn refused(methods: &[Method]) -> Route {
    let mut names: Vec<&str> = methods.iter().map(Method::as_str).collect();
    if methods.contains(&GET) {
        names.push("HEAD");
    }
    let allowed = names.join(", ");
    web::route().to(move || {
        let allowed = allowed.clone();
        async move { HttpResponse::MethodNotAllowed().insert_header((ALLOW, allowed)).finish() }
    })
}

fn scope(prefix: &'static str, lines: Vec<(Line, Route)>) -> Scope {
    let mut paths: Vec<(&'static str, Vec<Method>, Vec<Route>)> = Vec::new();
    for (line, route) in lines {
        let path = line.path.strip_prefix(prefix).unwrap_or(line.path);
        match paths.iter_mut().find(|(known, _, _)| *known == path) {
            Some((_, methods, routes)) => {
                methods.push(line.method);
                routes.push(route);
            }
            None => paths.push((path, vec![line.method], vec![route])),
        }
    }
    let mut scope = web::scope(prefix);
    for (path, methods, routes) in paths {
        let mut resource = web::resource(path);
        for route in routes {
            resource = resource.route(route);
        }
        scope = scope.service(resource.default_service(refused(&methods)));
    }
    scope.default_service(web::route().to(|| async { Err::<HttpResponse, _>(AppError::NotFound) }))
}
